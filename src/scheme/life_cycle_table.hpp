/// The table of legal moves. A row of it is a rule of the scheme: whoever changes one changes what organisers may do.
#pragma once

#include <string_view>

#include "pairwell/scheme/life_cycle.hpp"

namespace pairwell::life {

inline constexpr LifeState application_states[] = {
    {"draft", "Begun, and not handed in; kept as such after the deadline."},
    {"submitted", "Handed in by the applicant, and not yet decided upon."},
    {"late", "Handed in after the deadline, without grace."},
    {"eligible", "In time, and every rule is met."},
    {"not_eligible", "In time, and at least one rule fails."},
    {"shortlisted", "Within the places of the region and role."},
    {"reserve", "Behind the places, in a published order."},
    {"not_selected", "Ranked behind places and reserves, or turned down after the interview."},
    {"interviewed", "The interview was held."},
    {"accepted", "Takes part in the matching."},
    {"matched", "In at least one pair that is confirmed."},
    {"completed", "Took part to the end.", true},
    {"withdrawn", "Taken back by the applicant.", true},
};

inline constexpr std::string_view withdraws = "The applicant withdraws, as anybody may at any stage.";
inline constexpr std::string_view is_turned_down = "The organiser turns the applicant down.";

inline constexpr std::string_view stays_in = "Somebody reviews a later decision against the applicant, who stays in.";

inline constexpr Move application_moves[] = {
    {"submit", "draft", "submitted", false, false, "The applicant hands the form in."},
    {"withdraw", "draft", "withdrawn", true, false, withdraws},
    {"revise", "submitted", "draft", true, false, "The applicant takes the form back to change it."},
    {"find_eligible", "submitted", "eligible", true, false, "Somebody decides that the rules are met."},
    {"find_not_eligible", "submitted", "not_eligible", true, true, "Somebody decides that a rule is not met."},
    {"find_late", "submitted", "late", true, true, "Somebody decides that the form came too late."},
    {"withdraw", "submitted", "withdrawn", true, false, withdraws},
    {"grant_grace", "late", "submitted", true, true, "Somebody lets a late form in."},
    {"withdraw", "late", "withdrawn", true, false, withdraws},
    {"shortlist", "eligible", "shortlisted", true, false, "The panel gives a place on the shortlist."},
    {"reserve", "eligible", "reserve", true, false, "The panel gives a place among the reserves."},
    {"not_select", "eligible", "not_selected", true, true, "The panel ranks the form behind places and reserves."},
    {"withdraw", "eligible", "withdrawn", true, false, withdraws},
    {"overturn", "not_eligible", "eligible", true, true, "Somebody reviews the decision and changes it."},
    {"withdraw", "not_eligible", "withdrawn", true, false, withdraws},
    {"interview", "shortlisted", "interviewed", true, false, "The interview is held."},
    {"accept", "shortlisted", "accepted", true, false, "The organiser accepts without an interview."},
    {"reserve", "shortlisted", "reserve", true, true, "The organiser moves the applicant to the reserves."},
    {"not_select", "shortlisted", "not_selected", true, true, is_turned_down},
    {"withdraw", "shortlisted", "withdrawn", true, false, withdraws},
    {"promote", "reserve", "shortlisted", true, true, "A place has become free for the next reserve."},
    {"not_select", "reserve", "not_selected", true, true, "No place has become free."},
    {"withdraw", "reserve", "withdrawn", true, false, withdraws},
    {"overturn", "not_selected", "eligible", true, true, "Somebody reviews the decision; the panel decides again."},
    {"withdraw", "not_selected", "withdrawn", true, false, withdraws},
    {"accept", "interviewed", "accepted", true, false, "The organiser accepts after the interview."},
    {"reserve", "interviewed", "reserve", true, true, "The organiser keeps the applicant as a reserve."},
    {"not_select", "interviewed", "not_selected", true, true, is_turned_down},
    {"overturn", "interviewed", "interviewed", true, true, stays_in},
    {"withdraw", "interviewed", "withdrawn", true, false, withdraws},
    {"match", "accepted", "matched", true, false, "A pair with the applicant is confirmed."},
    {"not_select", "accepted", "not_selected", true, true, "No mentor or mentee was found."},
    {"overturn", "accepted", "accepted", true, true, stays_in},
    {"withdraw", "accepted", "withdrawn", true, false, withdraws},
    {"unmatch", "matched", "accepted", true, true,
     "The last pair has ended early; the applicant can be matched again."},
    {"complete", "matched", "completed", true, false, "The programme ends, and the applicant has taken part."},
    {"overturn", "matched", "matched", true, true, stays_in},
    {"withdraw", "matched", "withdrawn", true, false, withdraws},
};

inline constexpr LifeState pair_states[] = {
    {"proposed", "Chosen by the matching; nobody has looked at it."},
    {"reviewed", "A person has looked at it and lets it go on."},
    {"conversation_held", "The two have talked, and it is not decided yet."},
    {"confirmed", "Both want it, and a person has decided on it."},
    {"published", "Both have been told."},
    {"active", "The two work together."},
    {"completed", "The two worked together to the end.", true},
    {"declined", "One of the two, or the organiser, did not want it.", true},
    {"replaced", "A later matching has other pairs in its place.", true},
    {"ended_early", "Ended before its time, while both stay in the programme.", true},
    {"withdrawn", "Ended since one of the two left the programme.", true},
};

inline constexpr std::string_view is_declined = "One of the two, or the organiser, declines and says why.";
inline constexpr std::string_view is_replaced = "A later matching has other pairs in its place.";
inline constexpr std::string_view leaves = "One of the two leaves the programme.";

inline constexpr Move pair_moves[] = {
    {"review", "proposed", "reviewed", true, false, "A person looks at the pair and lets it go on."},
    {"decline", "proposed", "declined", true, true, is_declined},
    {"replace", "proposed", "replaced", true, true, is_replaced},
    {"withdraw", "proposed", "withdrawn", true, true, leaves},
    {"hold_conversation", "reviewed", "conversation_held", true, false, "The two talk."},
    {"decline", "reviewed", "declined", true, true, is_declined},
    {"replace", "reviewed", "replaced", true, true, is_replaced},
    {"withdraw", "reviewed", "withdrawn", true, true, leaves},
    {"confirm", "conversation_held", "confirmed", true, false, "Both want it, and a person decides on it."},
    {"decline", "conversation_held", "declined", true, true, is_declined},
    {"replace", "conversation_held", "replaced", true, true, is_replaced},
    {"withdraw", "conversation_held", "withdrawn", true, true, leaves},
    {"publish", "confirmed", "published", true, false, "Both are told."},
    {"decline", "confirmed", "declined", true, true, is_declined},
    {"withdraw", "confirmed", "withdrawn", true, true, leaves},
    {"start", "published", "active", true, false, "The agreement is in force, and the two begin."},
    {"decline", "published", "declined", true, true, is_declined},
    {"withdraw", "published", "withdrawn", true, true, leaves},
    {"complete", "active", "completed", true, false, "The two have worked together to the end."},
    {"end_early", "active", "ended_early", true, true, "The two stop before the end, and both stay in the programme."},
    {"withdraw", "active", "withdrawn", true, true, leaves},
};

inline constexpr LifeState agreement_states[] = {
    {"drafted", "Written, and signed by nobody."},
    {"signed_by_mentee", "Signed by the mentee, and not yet by the mentor."},
    {"signed_by_mentor", "Signed by the mentor, and not yet by the mentee."},
    {"in_force", "Signed by both."},
    {"ended", "No longer in force.", true},
    {"cancelled", "Never came into force.", true},
};

inline constexpr std::string_view is_cancelled = "The agreement will not come into force.";
inline constexpr std::string_view is_amended = "The text changes, so both sign anew.";

inline constexpr Move agreement_moves[] = {
    {"sign_as_mentee", "drafted", "signed_by_mentee", true, false, "The mentee signs."},
    {"sign_as_mentor", "drafted", "signed_by_mentor", true, false, "The mentor signs."},
    {"cancel", "drafted", "cancelled", true, true, is_cancelled},
    {"sign_as_mentor", "signed_by_mentee", "in_force", true, false, "The mentor signs too."},
    {"amend", "signed_by_mentee", "drafted", true, true, is_amended},
    {"cancel", "signed_by_mentee", "cancelled", true, true, is_cancelled},
    {"sign_as_mentee", "signed_by_mentor", "in_force", true, false, "The mentee signs too."},
    {"amend", "signed_by_mentor", "drafted", true, true, is_amended},
    {"cancel", "signed_by_mentor", "cancelled", true, true, is_cancelled},
    {"amend", "in_force", "drafted", true, true, is_amended},
    {"end", "in_force", "ended", true, true, "The pair has completed, ended early or withdrawn."},
};

inline constexpr LifeState meeting_states[] = {
    {"planned", "Agreed on for a time."},
    {"held", "Took place.", true},
    {"missed", "One of the two did not come."},
    {"cancelled", "Called off beforehand."},
};

inline constexpr Move meeting_moves[] = {
    {"hold", "planned", "held", true, false, "The two meet."},
    {"miss", "planned", "missed", true, true, "One of the two does not come."},
    {"cancel", "planned", "cancelled", true, true, "The meeting is called off."},
    {"reschedule", "planned", "planned", true, false, "The meeting moves to another time."},
    {"reschedule", "missed", "planned", true, false, "The meeting gets another time."},
    {"reschedule", "cancelled", "planned", true, false, "The meeting gets another time."},
};

inline constexpr LifeState attendance_states[] = {
    {"invited", "Asked to come, and has not answered."},       {"accepted", "Will come."},
    {"excused", "Will not come, or could not, and said why."}, {"attended", "Came.", true},
    {"absent", "Did not come, without a word.", true},
};

inline constexpr Move attendance_moves[] = {
    {"accept", "invited", "accepted", true, false, "The person says that they will come."},
    {"excuse", "invited", "excused", true, true, "The person says why they will not come."},
    {"attend", "invited", "attended", true, false, "The person comes."},
    {"miss", "invited", "absent", true, false, "The person does not come."},
    {"excuse", "accepted", "excused", true, true, "The person says why they will not come after all."},
    {"attend", "accepted", "attended", true, false, "The person comes."},
    {"miss", "accepted", "absent", true, false, "The person does not come."},
    {"accept", "excused", "accepted", true, false, "The person will come after all."},
    {"attend", "excused", "attended", true, false, "The person comes after all."},
};

}  // namespace pairwell::life
