"""The shape of a model’s guide. All words are msgids, but for the prompts: they stand in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from playground.catalogue.parameter import Value

type Charged = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of the quick facts, with the page it was read from where it is not our own decision."""

    term: str
    detail: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class GuideError:
    """A failure as the guide's table and a card tell it. `status` is None where no HTTP answer carries it."""

    status: int | None
    code: str
    title: str
    trigger: str
    fix: str
    retry: str
    charged: Charged


@dataclass(frozen=True, kw_only=True)
class QuickPrompt:
    """A prompt that fills the form: its words in English and Chinese, and the parameters that suit it."""

    label: str
    prompt: str
    prompt_zh: str
    settings: Mapping[str, Value] = field(default_factory=dict)

    def values(self, language: str = "en") -> dict[str, Value]:
        """The values to put into the form; Chinese words for zh, zh-hans, zh-CN and so on."""
        words = self.prompt_zh if language.lower().startswith("zh") else self.prompt
        return {"prompt": words, **self.settings}


@dataclass(frozen=True, kw_only=True)
class Workload:
    """A kind of work the model is good for, with prompts to start from."""

    slug: str
    name: str
    summary: str
    prompts: tuple[QuickPrompt, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One of the integration steps: what to do, and the call it is."""

    title: str
    call: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question people ask and its answer."""

    question: str
    answer: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ModelGuide:
    """Everything the guide page says that is not drawn from the parameters, rules and prices."""

    quick_facts: tuple[Fact, ...] = ()
    errors: tuple[GuideError, ...] = ()
    steps: tuple[Step, ...] = ()
    workloads: tuple[Workload, ...] = ()
    faq: tuple[Question, ...] = ()

    @property
    def quick_prompts(self) -> Mapping[str, tuple[QuickPrompt, ...]]:
        """The prompts grouped by the name of their workload, in order."""
        return {workload.name: workload.prompts for workload in self.workloads}
