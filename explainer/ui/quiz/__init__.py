"""Quizzes and bets: the card of a question, its answer sheet, feedback and result."""
