"""Makes content ready for answering: analyses every record and phrasing once, when a version is opened."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from knowledge.answering.classifying import FactClassifier, terms_of
from knowledge.answering.editions import drop_superseded, is_record_elsewhere
from knowledge.answering.gaps import Gap
from knowledge.answering.home import Home
from knowledge.answering.questions import Analyst
from knowledge.answering.retrieval import Phrasing, RecordEntry, RecordIndex, asked_pairs, text_keys
from knowledge.language.lexicon import LexiconIndex, match_words, stem
from knowledge.language.normalizing import cut_terms, fold
from knowledge.language.numbers import find_numbers, plain_date
from knowledge.language.repair import Reader
from knowledge.language.styles import is_bare
from knowledge.language.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from decimal import Decimal

    from knowledge.answering.questions import Analysis
    from knowledge.model import Content, Lexicon, Record, Source

_TIME = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|\d/\d|\d{1,2}:\d\d|\bnăm\b|\bngày\b|\btháng\b|\bkhi\b|\blễ\b|\btết\b|\bthời gian\b"
)
_MANY = re.compile(r"\bhàng (?:chục|trăm|nghìn|triệu)\b")
_RANGE = re.compile(r"(?:19|20)\d\d\s*(?:-|–|đến|tới|to|and|và)\s*(?:năm\s+)?(?:19|20)\d\d")
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{4}")
_BEHIND_NUMBER = re.compile(r"\d[\d.,]*%?\s+((?:[^\W\d]+[\s,]*){1,4})")
_CLAUSE_END = re.compile(r"[.;…]\s")
_IN_PASSING = 40  # texts of a record among which one may name what the record is not about
_OFTEN = 0.05  # share of a record's texts that names what is another record's, from which it is this one's too
_NAME = re.compile(r"“([^”]+)”")
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")


def build_analyst(content: Content) -> Analyst:
    """Builds the reader of questions from the words of the content."""
    lexicon = LexiconIndex(content.lexicon)
    chat = content.lexicon
    expansions = {
        short: (meant,) if isinstance(meant, str) else meant
        for short, meant in {**chat.abbreviations, **chat.spellings}.items()
    }
    sequences = [run for text in _texts(content) if not is_bare(cut_terms(text)) for run in _runs(text, expansions)]
    sequences += [list(words) for words in lexicon.phrases]
    common = [word for phrase in (*chat.stop, *_question_phrases(chat)) for word in match_words(phrase)]
    english = frozenset(_english_words(content))
    reader = Reader(sequences, expansions, common)
    return Analyst(lexicon, reader, english, _find_home(content, Analyst(lexicon, reader, english)))


def _find_home(content: Content, analyst: Analyst) -> Home:
    """The place and the time that all sources are about, as far as there is one of each."""
    places = {analyst.analyse_clean(source.place or "").places for source in content.sources}
    periods = {tuple(map(int, _YEAR.findall(source.period or ""))) for source in content.sources}
    period = periods.pop() if len(periods) == 1 else ()
    years = period[-1] - period[0] + 1 if len(period) == 2 else None  # noqa: PLR2004  from one year to another
    publishers = frozenset(" ".join(match_words(source.publisher)) for source in content.sources)
    return Home(places.pop() if len(places) == 1 else frozenset(), publishers, years)


def _runs(text: str, expansions: Container[str]) -> list[list[str]]:
    """The words of a text, parted at small letters that stand for a word: `z` is none; the `H` of H.Lan is a name's."""
    runs: list[list[str]] = [[]]
    for term in cut_terms(text):
        if len(term.text) == 1 and term.text in expansions and text[term.start].islower():
            runs.append([])
        else:
            runs[-1].append(term.text)
    return [run for run in runs if run]


def _question_phrases(lexicon: Lexicon) -> Iterable[str]:
    return (phrase for phrases in lexicon.question_words.values() for phrase in phrases)


def _texts(content: Content) -> Iterable[str]:
    for source in content.sources:
        yield source.title
        for passage in source.passages:
            yield passage.text
    for topic in content.topics:
        for record in topic.records:
            yield from _record_texts(record)


def _record_texts(record: Record) -> Iterable[str]:
    yield from (record.subject, record.answer, *record.phrasings)
    yield from filter(None, (record.subject_en, record.answer_en))


def _english_words(content: Content) -> Iterable[str]:
    """Words of the English texts and phrases: what has no diacritics at all and holds a non-syllable."""
    texts = [text for topic in content.topics for record in topic.records for text in _record_texts(record)]
    lexicon = content.lexicon
    texts += [*lexicon.stop, *lexicon.fillers, *_question_phrases(lexicon), *(t for g in lexicon.synonyms for t in g)]
    for text in texts:
        words = match_words(text)
        if text.isascii() and sum(not is_syllable(word) for word in words) * 2 >= len(words):
            yield from (word for word in words if word.isalpha())


def build_index(content: Content, analyst: Analyst) -> RecordIndex:
    """Builds the index over the records that are no drafts."""
    sources = {source.id: source for source in content.sources}
    entries: list[RecordEntry] = []
    phrasings: list[Phrasing] = []
    records = [record for topic in content.topics for record in topic.records if not record.draft]
    described = [_Described(record, analyst) for record in records]
    told = frozenset().union(*(each.told_groups for each in described))
    for each in described:
        phrasings += _build_phrasings(each, len(entries))
        entries.append(_build_entry(each, sources, told))
    return RecordIndex(entries, phrasings)


class _Described:
    """A record with its texts analysed, each once."""

    def __init__(self, record: Record, analyst: Analyst) -> None:
        self.record = record
        self.analyst = analyst
        self._keys: dict[str, dict[str, float]] = {}
        self.phrasings = [analyst.analyse_clean(text) for text in record.phrasings]
        self.subject = analyst.analyse_clean(record.subject)
        self.subject_en = analyst.analyse_clean(record.subject_en) if record.subject_en else None
        self.answer = analyst.analyse_clean(record.answer)

    @property
    def told_groups(self) -> frozenset[str]:
        """The groups of people that its subject and its answer name."""
        return self.subject.groups | self.answer.groups

    def phrasing_texts(self) -> list[str]:
        """Its phrasings; what was typed as in a chat as it is read."""
        return [analysis.read_text for analysis in self.phrasings]

    def keys(self, text: str) -> dict[str, float]:
        """The keys of one of its texts."""
        if text not in self._keys:
            self._keys[text] = text_keys(text, self.analyst.lexicon)
        return self._keys[text]


def find_gaps(content: Content, analyst: Analyst, index: RecordIndex) -> list[Gap]:
    """The questions that the records are known not to answer, analysed."""
    gaps = []
    places = Counter(place for entry in index.entries for place in entry.places)
    common_places = {place for place, times in places.items() if 2 * times >= len(index.entries)}
    known_years = frozenset().union(*(entry.years for entry in index.entries))
    for gap in content.lexicon.gaps if index.entries else ():
        for phrasing in gap.phrasings:
            analysis = analyst.analyse_clean(phrasing)
            if analysis.places - set(places) or set(analysis.years) - known_years:
                continue
            if analysis.places - common_places and is_record_elsewhere(analysis, index):
                continue
            weighty, terms = tuple(analysis.weighty), terms_of(analysis)
            gaps.append(Gap(gap.subject, weighty, analysis.folded, analysis.types, terms, gap.aspect))
    return drop_superseded(gaps, index)


def build_classifier(
    content: Content, analyst: Analyst, index: RecordIndex, gaps: Sequence[Gap], groups: Mapping[str, int]
) -> FactClassifier:
    """Builds what tells records, groups of known gaps and small talk apart by the words they are put in."""
    records = len(index.entries)
    first_kind = records + 1 + max(groups.values(), default=-1)
    kinds = list(dict.fromkeys(group.kind for group in content.lexicon.smalltalk))
    asked = [(phrasing.record, phrasing.terms) for phrasing in index.phrasings]
    asked += [(records + groups[gap.subject], gap.terms) for gap in gaps]
    for group in content.lexicon.smalltalk:
        number = first_kind + kinds.index(group.kind)
        asked += [(number, terms_of(analyst.analyse_clean(phrase))) for phrase in group.phrases]
    return FactClassifier(asked, records=records, gaps=first_kind - records, kinds=kinds)


def _build_phrasings(described: _Described, number: int) -> list[Phrasing]:
    analyses = [*described.phrasings, described.subject, *filter(None, (described.subject_en,))]
    return [
        Phrasing(number, a.text, tuple(a.weighty), described.keys(a.read_text), a.folded, a.types, terms_of(a))
        for a in analyses
    ]


def _build_entry(described: _Described, sources: dict[str, Source], told: frozenset[str]) -> RecordEntry:
    record = described.record
    analyses = [*described.phrasings, described.subject, described.answer]
    asking = [analysis for analysis in described.phrasings if "yes_no" not in analysis.types]
    types = Counter(kind for analysis in asking for kind in analysis.types)
    about = " ".join((record.answer, *(citation.quote for citation in record.citations), record.period or ""))
    everything = " ".join((about, *record.phrasings))
    cited = [sources[citation.source] for citation in record.citations if citation.source in sources]
    published = {source.published.year for source in cited}
    dates = {f"{date.day}/{date.month}/{date.year}" for date in (source.published for source in cited)}
    months = {f"{source.published.month}/{source.published.year}" for source in cited}
    answer_and_subject = f"{record.answer} {record.subject} {record.answer_en or ''}"
    return RecordEntry(
        record=record,
        keys=_explaining_keys(described),
        numbers=_numbers(" ".join((record.answer, *record.phrasings, *(c.quote for c in record.citations)))),
        printed_numbers=_numbers(" ".join((about, *_clauses(record, sources)))),
        answer_numbers=_numbers(record.answer),
        years=frozenset({int(year) for year in _YEAR.findall(everything)} | published),
        single_years=frozenset({int(year) for year in _YEAR.findall(_RANGE.sub(" ", everything))} | published),
        dates=frozenset(map(plain_date, _DATE.findall(about))) | dates | months,
        unit_keys=frozenset(_counted_keys(described)),
        places=_places(described, about, cited),
        answer_groups=described.told_groups,
        answer_years=frozenset(int(year) for year in _YEAR.findall(record.answer)),
        groups=_groups(described, told),
        named_syllables=tuple(frozenset(map(fold, match_words(name))) for name in _NAME.findall(record.answer)),
        answer_keys=frozenset(described.keys(answer_and_subject)),
        gives=_forms(record),
        roles=dict(Counter(analysis.wanted_role for analysis in asking if analysis.wanted_role)),
        asked_pairs=frozenset(asked_pairs(target for analysis in analyses for target in analysis.targets)),
        ideas=frozenset(_ideas(described.phrasings)),
        turns=frozenset().union(*(analysis.turns for analysis in analyses)),
        types={kind: number / max(len(asking), 1) for kind, number in types.items()},
    )


def _ideas(phrasings: Iterable[Analysis]) -> Iterable[str]:
    """The keys of each thing that a phrasing asks the meaning of, where it names nothing else."""
    for analysis in phrasings:
        named = [unit for unit in analysis.weighty if unit.role != "question"]
        if analysis.asks_in_general and len(named) == len(analysis.content) == 1:
            yield from (key for key, _ in named[0].keys)


def _clauses(record: Record, sources: dict[str, Source]) -> Iterable[str]:
    """The clauses that its quotes stand in: a question may name what is printed right beside a quote."""
    for citation in record.citations:
        source = sources.get(citation.source)
        for passage in source.passages if source else ():
            at = passage.text.find(citation.quote)
            if passage.id == citation.passage and at >= 0:
                end = at + len(citation.quote)
                before = _CLAUSE_END.split(passage.text[:at])[-1]
                yield before + citation.quote + _CLAUSE_END.split(passage.text[end:])[0]


def _places(described: _Described, about: str, cited: list[Source]) -> frozenset[str]:
    """The places a record is about: its own, its sources', what it prints, what its phrasings name more than once."""
    analyses = [*described.phrasings, described.subject, described.answer]
    named = Counter(place for analysis in analyses for place in analysis.places)
    least = _least(analyses)
    places = {place for place, times in named.items() if times >= least} | described.subject.places
    for text in filter(None, (about, described.record.place, *(source.place for source in cited))):
        places |= described.analyst.analyse_clean(text).places
    return frozenset(places)


def _groups(described: _Described, told: frozenset[str]) -> frozenset[str]:
    """The groups of people a record is about: what it prints, and what its phrasings name more than in passing.

    What another record tells of (``told``) may stand in many phrasings only to be told apart from this one's.
    """
    analyses = [*described.phrasings, described.subject, described.answer]
    named = Counter(group for analysis in analyses for group in analysis.groups)
    least, often = _least(analyses), len(analyses) * _OFTEN
    return described.told_groups | {g for g, times in named.items() if times >= (often if g in told else least)}


def _least(analyses: Sequence[Analysis]) -> int:
    """How many of a record's texts must name something for it to be no slip and no contrast."""
    return 1 + len(analyses) // _IN_PASSING


def _explaining_keys(described: _Described) -> dict[str, float]:
    """What the record explains; a word that only one of many phrasings uses explains less."""
    record = described.record
    counted: Counter[str] = Counter()
    strengths: dict[str, float] = {}
    for text in (*described.phrasing_texts(), record.subject):
        for key, strength in described.keys(text).items():
            counted[key] += 1
            strengths[key] = max(strengths.get(key, 0.0), strength)
    keys = {key: strength * (0.55 + 0.15 * min(counted[key], 3)) for key, strength in strengths.items()}
    fields = [(text, 0.95) for text in (record.subject, record.subject_en, record.answer, record.answer_en) if text]
    fields += [(citation.quote, 0.8) for citation in record.citations]
    for text, share in fields:
        for key, strength in described.keys(text).items():
            keys[key] = max(keys.get(key, 0.0), strength * share)
    return keys


def _counted_keys(described: _Described) -> set[str]:
    """The keys of what the record's figures count: its unit, and the words behind each number of its answer."""
    record = described.record
    behind = [match.group(1) for match in _BEHIND_NUMBER.finditer(record.answer)]
    texts = [*behind, record.figure.unit if record.figure else ""]
    return {key for text in texts for key in described.keys(text)}


def _forms(record: Record) -> frozenset[str]:
    """The kinds of answer a record's answer can be, by its form alone."""
    forms = set()
    answer = record.answer.casefold()
    numbers = [n for n in find_numbers([term.text for term in cut_terms(answer)]) if not n.is_year]
    if [n for n in numbers if not n.is_date] or record.figure or _MANY.search(answer):
        forms.add("figure")
    if "%" in answer:
        forms.add("percent")
    if "đồng" in answer:
        forms |= {"money", "figure"}
    if _TIME.search(answer):
        forms.add("time")
    return frozenset(forms)


def _numbers(text: str) -> frozenset[Decimal]:
    found = find_numbers([stem(term.text) for term in cut_terms(text)])
    return frozenset(number.value for number in found if not number.is_date)
