"""What to do next: one step drawn from the corpus, and questions that the corpus is known to answer."""

from assistant.guidance.follow_ups import Answered, FollowUps
from assistant.guidance.steps import Step, next_steps

__all__ = ["Answered", "FollowUps", "Step", "next_steps"]
