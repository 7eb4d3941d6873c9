"""Closed lists: the only words that may stand in a coded column. An unknown word is an error."""

READING_SETS = ("as_printed", "document", "outside")
METHOD = "method"            # the kind of a choice that no printed line decides on
READING_KINDS = ("date", "identity", "end", "table", "schedule", "count", "boundary", "status", "label")
CAPACITIES = ("substantive", "acting")
EXIT_STATUSES = ("ended", "in_office", "unknown")
SUCCESSION_STATUSES = ("handover", "vacancy_or_missing", "overlap", "undetermined")
UNIT_KINDS = (
    "regional_department", "functional_department", "institute", "division",
    "association", "section", "organ", "region_group",
)
BODY_ROLES = ("ministry", "parent", "child", "predecessor", "office")
PARTNER_KINDS = ("un_member", "observer_or_other", "organization")
LINK_STATUSES = ("open", "suspended", "restricted", "unknown")
DISCREPANCY_KINDS = (
    "date", "identity", "gap", "overlap", "calendar", "arithmetic", "table_structure",
    "label", "omission", "between_documents", "outside",
)
SOURCE_KINDS = ("seed", "outside")
SCOPES = ("letters", "registered", "parcels", "insured", "money_orders", "telegraph", "telephone", "express")
MARKS = ("robust", "depends on", "not established")
CHECKED = ("as_noted", "conflict", "not_reached")
STANDINGS = ("document", "reference", "report", "user_edited")
UNCODED_REASONS = ("heading", "table_head", "lead_in", "repeats", "boilerplate")
FOUND_BY = ("reader", "code")
SCOPE_MARKS = ("named", "planned", "unclear")
INSTRUMENTS = ("agreement", "protocol", "rules", "memorandum")
MAIL_RULES = ("first", "starts_by", "regime", "report", "pause", "none", "count")
DIRECTIONS = ("north", "south")
CARRIAGE = ("planned", "announced", "reported", "performed")
ROUTE_EVENTS = (
    "announced", "agreed", "designated", "opened", "rhythm_changed", "reported", "restricted", "suspended", "stopped",
    "resumed", "refused", "proposed", "expired", "permission_eased", "registered",
)
PLACE_KINDS = ("office_north_korea", "office_other", "reached", "border", "coast", "parallel")
