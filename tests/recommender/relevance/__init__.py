"""What is learnt from worked cases."""
