"""What to do next: steps drawn from the corpus, and questions that the corpus is known to answer."""

from assistant.guidance.advice import advice
from assistant.guidance.catalogue import StepCatalogue
from assistant.guidance.follow_ups import Answered, FollowUps
from assistant.guidance.step import Step
from assistant.guidance.steps import next_steps

__all__ = ["Answered", "FollowUps", "Step", "StepCatalogue", "advice", "next_steps"]
