"""Stages of the study, one module a subject: thin calls of the subject's functions, found by name."""
