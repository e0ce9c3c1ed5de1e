"""The pages for coaches, Lots:innen and researchers: thin views over the recommender and the records, Jinja for the rest."""
