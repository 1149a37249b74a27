"""Runs a mentoring scheme and pairs its people well."""

from typing import TYPE_CHECKING

from pairwell import (
    _interrupt,  # noqa: F401  (before all)
    _lazy,  # noqa: F401  (imports the others when they are asked for)
)

if TYPE_CHECKING:
    from pairwell import calendar, instances, plot
    from pairwell._core import (
        CURRENCY,
        Across,
        Agreement,
        Amounts,
        Appointment,
        Attendance,
        AttendanceCount,
        Availability,
        Blank,
        Comparison,
        Condition,
        ConditionKind,
        Criterion,
        Curve,
        DateOrder,
        Decision,
        Disclosure,
        EntryKind,
        Error,
        Evaluation,
        EvaluationAnswers,
        EvaluationQuestion,
        EventKind,
        Finding,
        FitRow,
        FormState,
        FundBalance,
        Grace,
        Identity,
        InvalidInput,
        Keep,
        KnownApplicant,
        LanguageLevel,
        LedgerEntry,
        LedgerKey,
        LedgerTotal,
        LifeCycle,
        LifeState,
        Location,
        Meeting,
        MeetingCount,
        MenteeForm,
        MentorForm,
        MonitoringAnswers,
        Move,
        Need,
        NotPaired,
        Outcome,
        Overlap,
        PairOutcome,
        PairRecord,
        PairRule,
        PairScore,
        PanelAgreement,
        PanelConflict,
        PanelScore,
        PartnerRank,
        PartScore,
        Plays,
        Question,
        QuestionKind,
        QuestionResult,
        Reason,
        Refusal,
        Resubmissions,
        Role,
        RuleChangeKind,
        ScheduleHost,
        ScheduleRequest,
        ScheduleRules,
        Selected,
        Selection,
        Severity,
        Share,
        Sheet,
        Sides,
        Status,
        Stopped,
        SupervisionNote,
        SupervisorView,
        Taken,
        TravelTime,
        Unmatched,
        Unscheduled,
        WeekStretch,
        When,
        __version__,
        add_entry,
        attendance_counts,
        balances,
        check_agreements,
        check_attendance,
        check_conflicts,
        check_ledger,
        check_meetings,
        check_schedule,
        check_supervision,
        diagram,
        evaluate,
        evaluation_questions,
        exact_interval,
        fit_items,
        form_columns,
        interval,
        make_move,
        may_attend,
        meeting_counts,
        money_in_words,
        monitoring_columns,
        moves,
        moves_from,
        panel_agreement,
        sittings,
        standard_criteria,
        standard_questions,
        standing,
        states,
        supervision_counts,
        throw_if_errors,
        totals,
    )
    from pairwell.board.board import Board, board
    from pairwell.board.decision import BoardDecision
    from pairwell.board.price import BoardPrice, StageCost
    from pairwell.data.sheets import (
        SheetRead,
        read_sheet,
    )
    from pairwell.data.tables import (
        Table,
        write_csv,
    )
    from pairwell.matching.alternates import (
        Alternate,
        AlternatePartner,
        Alternates,
        CommonCore,
        alternate_partners,
        alternates,
        common_core,
    )
    from pairwell.matching.assignment import (
        Assignment,
        assign,
    )
    from pairwell.matching.assignment_batch import (
        AssignmentBatch,
        assign_batch,
    )
    from pairwell.matching.diff import (
        MatchingDiff,
        PersonChange,
    )
    from pairwell.matching.doctor import (
        Treatment,
        doctor,
    )
    from pairwell.matching.explain_all import (
        AllExplained,
        explain_all,
    )
    from pairwell.matching.faults import (
        ObjectiveWarning,
    )
    from pairwell.matching.features import Features
    from pairwell.matching.firmness import (
        Firmness,
        PairFirmness,
        firmness,
    )
    from pairwell.matching.infeasibility import (
        Claim,
        Infeasibility,
    )
    from pairwell.matching.match import (
        AllUnmatched,
        WhyUnmatched,
        default_objective,
        match,
        why_unmatched,
        why_unmatched_all,
    )
    from pairwell.matching.matching import (
        Matching,
        Verdict,
        verify,
    )
    from pairwell.matching.names import (
        Names,
    )
    from pairwell.matching.on_demand import ClusterWarning, OnDemandMatching, Pass, match_on_demand
    from pairwell.matching.pair_prices import PairPrice, PairPrices, pair_prices
    from pairwell.matching.pair_rises import PairRise, PairRises, pair_rises
    from pairwell.matching.problem import (
        Problem,
    )
    from pairwell.matching.proofs import (
        write_proof,
    )
    from pairwell.matching.receipt_document import (
        ReceiptPartner,
    )
    from pairwell.matching.receipts import (
        Receipt,
        Receipts,
        check_receipt,
        receipts,
    )
    from pairwell.matching.remedy import (
        PersonRemedies,
        Relaxation,
        Remedy,
        RuleChange,
    )
    from pairwell.matching.repair import (
        Repair,
        repair,
    )
    from pairwell.matching.repair_changes import Arrival
    from pairwell.matching.repair_pairs import (
        GonePair,
        KeptPair,
        MovedPair,
    )
    from pairwell.matching.repair_session import Repairer
    from pairwell.matching.rounding import (
        RoundingWarning,
    )
    from pairwell.matching.scenario import (
        Scenario,
    )
    from pairwell.matching.scenarios import (
        Scenarios,
    )
    from pairwell.matching.scipy_compat import (
        linear_sum_assignment,
        min_weight_full_bipartite_matching,
    )
    from pairwell.matching.stage_prices import (
        StagePrice,
    )
    from pairwell.matching.stage_result import (
        LevelStep,
        Prices,
        StageResult,
    )
    from pairwell.matching.stages import (
        Stage,
        StageName,
    )
    from pairwell.matching.tables import (
        MatchingTable,
    )
    from pairwell.matching.trade_off import (
        trade_off,
    )
    from pairwell.matching.trade_off_points import (
        TradeOff,
        TradeOffPoint,
    )
    from pairwell.matching.why_not import (
        ChainStep,
        Consequences,
        Gain,
        PairExplanation,
        StageChange,
        WhyNot,
        explain,
        why_not,
    )
    from pairwell.matching.worth import (
        Worth,
        worth,
    )
    from pairwell.report.ics import (
        timetable_ics,
    )
    from pairwell.report.proof_page import (
        proof_page,
    )
    from pairwell.report.receipt_page import (
        receipt_page,
    )
    from pairwell.report.report import (
        report_html,
    )
    from pairwell.round.doctor import (
        scheme_doctor,
    )
    from pairwell.round.features import features
    from pairwell.round.problem_from_forms import (
        make_objective,
        make_problem,
    )
    from pairwell.round.rematch import (
        PairChanges,
        Rematch,
        compare_pairs,
        make_rematch,
    )
    from pairwell.round.remedies import (
        PersonTreatment,
        SchemeRemedy,
        SchemeTreatment,
    )
    from pairwell.round.round import (
        FunnelRow,
        Paired,
        Round,
        Unpaired,
        run_round,
    )
    from pairwell.round.scenarios import (
        scenarios,
    )
    from pairwell.round.schedule import (
        Schedule,
        make_schedule,
    )
    from pairwell.round.scheme_change import (
        SchemeChange,
    )
    from pairwell.round.weight_firmness import (
        weight_firmness,
    )
    from pairwell.round.weight_ranges import (
        weight_ranges,
    )
    from pairwell.round.weight_strips import (
        PairRange,
        WeightPiece,
        WeightRange,
        WeightRanges,
    )
    from pairwell.round.weight_survival import (
        Instead,
        PairSurvival,
        PersonStability,
        WeightFirmness,
    )
    from pairwell.scheme.adopt import (
        Adopted,
        adopt,
    )
    from pairwell.scheme.applications import (
        ApplicationsRead,
        read_applications,
    )
    from pairwell.scheme.cohort import (
        SyntheticCohort,
        synthetic_cohort,
    )
    from pairwell.scheme.forms import (
        Decisions,
        FormsRead,
        MonitoringRead,
        PanelRead,
        Selections,
        check_forms,
        check_panel,
        decide,
        read_mentees,
        read_mentors,
        read_monitoring,
        read_panel,
        shortlist,
    )
    from pairwell.scheme.graces import (
        GracesRead,
        read_graces,
    )
    from pairwell.scheme.people import (
        SyntheticPeople,
        synthetic_people,
    )
    from pairwell.scheme.presets import (
        preset,
        presets,
    )
    from pairwell.scheme.programme import Programme
    from pairwell.score.criteria import (
        at_least,
        common_language,
        common_time,
        covers,
        different,
        distance,
        dot,
        gap,
        given,
        mean,
        near,
        overlap,
        ratio,
        same,
        table,
        travel,
        wish,
    )
    from pairwell.score.custom import (
        CustomCriterion,
        custom,
    )
    from pairwell.score.explanation import (
        Explanation,
    )
    from pairwell.score.score import (
        ScoreTable,
        score_pair,
        score_pairs,
    )
    from pairwell.score.scores import (
        Scores,
    )
    from pairwell.score.scoring import (
        score,
        to_toml,
    )

__all__ = [
    "CURRENCY",
    "Across",
    "Adopted",
    "Agreement",
    "AllExplained",
    "AllUnmatched",
    "Alternate",
    "AlternatePartner",
    "Alternates",
    "Amounts",
    "ApplicationsRead",
    "Appointment",
    "Arrival",
    "Assignment",
    "AssignmentBatch",
    "Attendance",
    "AttendanceCount",
    "Availability",
    "Blank",
    "Board",
    "BoardDecision",
    "BoardPrice",
    "ChainStep",
    "Claim",
    "ClusterWarning",
    "CommonCore",
    "Comparison",
    "Condition",
    "ConditionKind",
    "Consequences",
    "Criterion",
    "Curve",
    "CustomCriterion",
    "DateOrder",
    "Decision",
    "Decisions",
    "Disclosure",
    "EntryKind",
    "Error",
    "Evaluation",
    "EvaluationAnswers",
    "EvaluationQuestion",
    "EventKind",
    "Explanation",
    "Features",
    "Finding",
    "Firmness",
    "FitRow",
    "FormState",
    "FormsRead",
    "FundBalance",
    "FunnelRow",
    "Gain",
    "GonePair",
    "Grace",
    "GracesRead",
    "Identity",
    "Infeasibility",
    "Instead",
    "InvalidInput",
    "Keep",
    "KeptPair",
    "KnownApplicant",
    "LanguageLevel",
    "LedgerEntry",
    "LedgerKey",
    "LedgerTotal",
    "LevelStep",
    "LifeCycle",
    "LifeState",
    "Location",
    "Matching",
    "MatchingDiff",
    "MatchingTable",
    "Meeting",
    "MeetingCount",
    "MenteeForm",
    "MentorForm",
    "MonitoringAnswers",
    "MonitoringRead",
    "Move",
    "MovedPair",
    "Names",
    "Need",
    "NotPaired",
    "ObjectiveWarning",
    "OnDemandMatching",
    "Outcome",
    "Overlap",
    "PairChanges",
    "PairExplanation",
    "PairFirmness",
    "PairOutcome",
    "PairPrice",
    "PairPrices",
    "PairRange",
    "PairRecord",
    "PairRise",
    "PairRises",
    "PairRule",
    "PairScore",
    "PairSurvival",
    "Paired",
    "PanelAgreement",
    "PanelConflict",
    "PanelRead",
    "PanelScore",
    "PartScore",
    "PartnerRank",
    "Pass",
    "PersonChange",
    "PersonRemedies",
    "PersonStability",
    "PersonTreatment",
    "Plays",
    "Prices",
    "Problem",
    "Programme",
    "Question",
    "QuestionKind",
    "QuestionResult",
    "Reason",
    "Receipt",
    "ReceiptPartner",
    "Receipts",
    "Refusal",
    "Relaxation",
    "Rematch",
    "Remedy",
    "Repair",
    "Repairer",
    "Resubmissions",
    "Role",
    "Round",
    "RoundingWarning",
    "RuleChange",
    "RuleChangeKind",
    "Scenario",
    "Scenarios",
    "Schedule",
    "ScheduleHost",
    "ScheduleRequest",
    "ScheduleRules",
    "SchemeChange",
    "SchemeRemedy",
    "SchemeTreatment",
    "ScoreTable",
    "Scores",
    "Selected",
    "Selection",
    "Selections",
    "Severity",
    "Share",
    "Sheet",
    "SheetRead",
    "Sides",
    "Stage",
    "StageChange",
    "StageCost",
    "StageName",
    "StagePrice",
    "StageResult",
    "Status",
    "Stopped",
    "SupervisionNote",
    "SupervisorView",
    "SyntheticCohort",
    "SyntheticPeople",
    "Table",
    "Taken",
    "TradeOff",
    "TradeOffPoint",
    "TravelTime",
    "Treatment",
    "Unmatched",
    "Unpaired",
    "Unscheduled",
    "Verdict",
    "WeekStretch",
    "WeightFirmness",
    "WeightPiece",
    "WeightRange",
    "WeightRanges",
    "When",
    "WhyNot",
    "WhyUnmatched",
    "Worth",
    "__version__",
    "add_entry",
    "adopt",
    "alternate_partners",
    "alternates",
    "assign",
    "assign_batch",
    "at_least",
    "attendance_counts",
    "balances",
    "board",
    "calendar",
    "check_agreements",
    "check_attendance",
    "check_conflicts",
    "check_forms",
    "check_ledger",
    "check_meetings",
    "check_panel",
    "check_receipt",
    "check_schedule",
    "check_supervision",
    "common_core",
    "common_language",
    "common_time",
    "compare_pairs",
    "covers",
    "custom",
    "decide",
    "default_objective",
    "diagram",
    "different",
    "distance",
    "doctor",
    "dot",
    "evaluate",
    "evaluation_questions",
    "exact_interval",
    "explain",
    "explain_all",
    "features",
    "firmness",
    "fit_items",
    "form_columns",
    "gap",
    "given",
    "instances",
    "interval",
    "linear_sum_assignment",
    "make_move",
    "make_objective",
    "make_problem",
    "make_rematch",
    "make_schedule",
    "match",
    "match_on_demand",
    "may_attend",
    "mean",
    "meeting_counts",
    "min_weight_full_bipartite_matching",
    "money_in_words",
    "monitoring_columns",
    "moves",
    "moves_from",
    "near",
    "overlap",
    "pair_prices",
    "pair_rises",
    "panel_agreement",
    "plot",
    "preset",
    "presets",
    "proof_page",
    "ratio",
    "read_applications",
    "read_graces",
    "read_mentees",
    "read_mentors",
    "read_monitoring",
    "read_panel",
    "read_sheet",
    "receipt_page",
    "receipts",
    "repair",
    "report_html",
    "run_round",
    "same",
    "scenarios",
    "scheme_doctor",
    "score",
    "score_pair",
    "score_pairs",
    "shortlist",
    "sittings",
    "standard_criteria",
    "standard_questions",
    "standing",
    "states",
    "supervision_counts",
    "synthetic_cohort",
    "synthetic_people",
    "table",
    "throw_if_errors",
    "timetable_ics",
    "to_toml",
    "totals",
    "trade_off",
    "travel",
    "verify",
    "weight_firmness",
    "weight_ranges",
    "why_not",
    "why_unmatched",
    "why_unmatched_all",
    "wish",
    "worth",
    "write_csv",
    "write_proof",
]
