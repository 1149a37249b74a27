#include "scheme/language_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "scheme/words.hpp"

namespace pairwell {
namespace {

/// Words of one language between blanks, by their loose keys; a word of several has "_" for its blanks.
struct LanguageWords {
  std::string_view code;
  std::string_view yes;
  std::string_view no;
  std::string_view months;    ///< Twelve, in order; other forms of one after "/".
  std::string_view weekdays;  ///< Seven from Monday; other forms of one after "/".
  std::string_view other;
  std::string_view first_language;
  std::string_view fluent;
};

constexpr std::array<LanguageWords, 9> known_languages{{
    {"cy", "ie ydw ydy oes do cytuno cytunaf gwir", "na nac_ydw nac_oes naddo anwir",
     "ionawr chwefror mawrth ebrill mai mehefin gorffennaf/gorff awst medi hydref tachwedd rhagfyr",
     "llun mawrth mercher iau gwener sadwrn sul", "arall", "iaith_gyntaf mamiaith", "rhugl"},
    {"de", "ja j wahr", "nein n falsch",
     "januar/janner februar/feber marz/maerz/mrz april mai juni juli august september oktober november dezember",
     "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag", "andere anderes sonstiges sonstige",
     "muttersprache erstsprache", "fliessend"},
    {"en", "yes y true agree agreed i_agree", "no n false disagree i_disagree",
     "january february march april may june july august september october november december",
     "monday tuesday/tues wednesday thursday/thur/thurs friday saturday sunday", "other",
     "native native_speaker first_language mother_tongue", "fluent"},
    {"es", "si s verdadero", "no n falso",
     "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
     "lunes martes miercoles jueves viernes sabado domingo", "otro otra otros otras", "nativo nativa lengua_materna",
     "fluido con_fluidez"},
    {"fr", "oui o vrai", "non n faux",
     "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
     "lundi mardi mercredi jeudi vendredi samedi dimanche", "autre autres", "langue_maternelle natif native",
     "courant"},
    {"it", "si s vero", "no n falso",
     "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
     "lunedi martedi mercoledi giovedi venerdi sabato domenica", "altro altra altri", "madrelingua lingua_madre",
     "fluente"},
    {"nl", "ja j waar", "nee n onwaar",
     "januari februari maart/mrt april mei juni juli augustus september oktober november december",
     "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag", "anders andere", "moedertaal", "vloeiend"},
    {"pl", "tak t prawda", "nie n falsz",
     "stycznia/styczen lutego/luty marca/marzec kwietnia/kwiecien maja/maj czerwca/czerwiec lipca/lipiec "
     "sierpnia/sierpien wrzesnia/wrzesien pazdziernika/pazdziernik listopada/listopad grudnia/grudzien",
     "poniedzialek/pn/pon wtorek/wt sroda/sr czwartek/czw piatek/pt sobota/sob niedziela/nd/ndz", "inne inny inna",
     "jezyk_ojczysty ojczysty", "biegly biegle"},
    {"pt", "sim s verdadeiro", "nao n falso",
     "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
     "segunda terca quarta quinta sexta sabado domingo", "outro outra outros", "nativo nativa lingua_materna",
     "fluente"},
}};

constexpr std::string_view truths = "true 1 x \u2713 \u2714 \u2611";
constexpr std::string_view untruths = "false 0 \u2610";

const LanguageWords& language_words(std::string_view code) {
  const auto found = std::ranges::find(known_languages, code, &LanguageWords::code);
  return found == known_languages.end() ? *std::ranges::find(known_languages, "en", &LanguageWords::code) : *found;
}

/// Calls look(position, word) for each word of a list until it returns true.
template <class Look>
void each_word(std::string_view list, Look look) {
  for (int position = 0; !list.empty(); ++position) {
    std::string_view forms = list.substr(0, list.find(' '));
    list.remove_prefix(std::min(forms.size() + 1, list.size()));
    while (!forms.empty()) {
      const std::string_view form = forms.substr(0, forms.find('/'));
      forms.remove_prefix(std::min(form.size() + 1, forms.size()));
      if (look(position, form)) return;
    }
  }
}

bool has_word(std::string_view list, std::string_view key) {
  bool found = false;
  std::string joined(key);
  std::ranges::replace(joined, ' ', '_');
  each_word(list, [&](int, std::string_view word) { return found = word == joined; });
  return found;
}

/// The position of the one entry that is the key or, from so many letters on, begins with it.
std::optional<int> position_of(std::string_view list, std::string_view key, std::size_t fewest) {
  std::optional<int> exact;
  std::optional<int> beginning;
  bool is_unclear = false;
  each_word(list, [&](int position, std::string_view word) {
    if (word == key) exact = position;
    if (key.size() >= fewest && word.starts_with(key)) {
      is_unclear = is_unclear || (beginning && *beginning != position);
      beginning = position;
    }
    return exact.has_value();
  });
  if (exact) return exact;
  return is_unclear ? std::nullopt : beginning;
}

std::optional<int> position_of(std::string_view word, std::string_view language, std::size_t fewest,
                               std::string_view LanguageWords::*list) {
  const std::string key = words::loose_key(word);
  if (const auto own = position_of(language_words(language).*list, key, fewest)) return own;
  return position_of(language_words("en").*list, key, fewest);
}

bool has_own_word(std::string_view word, std::string_view language, std::string_view LanguageWords::*list) {
  const std::string key = words::loose_key(word);
  return has_word(language_words(language).*list, key) || has_word(language_words("en").*list, key);
}

}  // namespace

const std::vector<std::string>& answer_languages() {
  static const std::vector<std::string> codes = [] {
    std::vector<std::string> result;
    for (const LanguageWords& language : known_languages) result.emplace_back(language.code);
    return result;
  }();
  return codes;
}

std::optional<bool> yes_or_no(std::string_view text, std::string_view language) {
  constexpr std::size_t longest = 40;
  if (text.size() > longest) return std::nullopt;
  const std::string key = words::loose_key(text);
  if (has_word(truths, key) || has_word(language_words(language).yes, key)) return true;
  if (has_word(untruths, key) || has_word(language_words(language).no, key)) return false;
  if (has_word(language_words("en").yes, key)) return true;
  if (has_word(language_words("en").no, key)) return false;
  return std::nullopt;
}

std::optional<int> month_word(std::string_view word, std::string_view language) {
  const auto found = position_of(word, language, 3, &LanguageWords::months);
  return found ? std::optional(*found + 1) : std::nullopt;
}

std::optional<Weekday> weekday_word(std::string_view word, std::string_view language) {
  const auto found = position_of(word, language, 2, &LanguageWords::weekdays);
  return found ? std::optional(static_cast<Weekday>(*found)) : std::nullopt;
}

bool is_date_filler(std::string_view word) {
  return has_word("of the on at de del do da d le el er o a st nd rd th dydd feira uhr um om den der il", word);
}

bool is_other(std::string_view word, std::string_view language) {
  return has_own_word(word, language, &LanguageWords::other);
}

std::optional<int> language_level(std::string_view text, std::string_view language) {
  const std::string key = words::loose_key(text);
  constexpr std::array<std::string_view, 6> framework{"a1", "a2", "b1", "b2", "c1", "c2"};
  const auto found = std::ranges::find(framework, key);
  if (found != framework.end()) return static_cast<int>(found - framework.begin()) + 1;
  if (has_own_word(key, language, &LanguageWords::first_language)) return 7;
  if (has_own_word(key, language, &LanguageWords::fluent)) return 5;
  return std::nullopt;
}

}  // namespace pairwell
