"""Scores and pace: numbers from observations by public formulas; pure, no reading or writing."""
