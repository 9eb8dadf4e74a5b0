"""Appeals of families: statements, translations, applicants, consent."""
