"""The records as a workbook for those who live in Excel, and back, without losing a letter."""
