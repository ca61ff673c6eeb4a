// Finds goals by their words; the site is whole without it.
const box = document.getElementById("search"), list = document.getElementById("found");
box.closest("form").hidden = false;
box.closest("form").addEventListener("submit", (event) => event.preventDefault());
box.addEventListener("input", () => {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (goal) => words.length && words.every((word) => goal[2].includes(word));
  const hits = okrGoals.filter(fits).slice(0, 30);
  list.replaceChildren(...hits.map(([url, title]) => {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    item.append(link);
    return item;
  }));
  document.getElementById("count").textContent = words.length ? `${hits.length} found` : "";
});
