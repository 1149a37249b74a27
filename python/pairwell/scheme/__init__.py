"""What a programme is made of: file, forms, graces, answers; and made-up cohorts."""
