"""What is learnt from worked cases: which items answer needs that are put like this one."""
