"""Asking: answers, grading, runs, review, statistics, and writers of question formats; all pure."""
