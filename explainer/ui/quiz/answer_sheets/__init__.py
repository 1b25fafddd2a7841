"""Answers in the making: what a question card shows and which keys it takes, a module a type."""
