"""What one learner has done."""
