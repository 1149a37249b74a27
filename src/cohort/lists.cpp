#include "cohort/lists.hpp"

#include <algorithm>
#include <cassert>

namespace pairwell::lists {

const std::vector<Name>& first_names() {
  static const std::vector<Name> names{
      {"Abigail", "abigail"},   {"Adaeze", "adaeze"},   {"Aisha", "aisha"},     {"Alasdair", "alasdair"},
      {"Amrit", "amrit"},       {"Anwen", "anwen"},     {"Bea", "bea"},         {"Callum", "callum"},
      {"Catriona", "catriona"}, {"Chidi", "chidi"},     {"Daniel", "daniel"},   {"Deepa", "deepa"},
      {"Eilidh", "eilidh"},     {"Eleanor", "eleanor"}, {"Esther", "esther"},   {"Farah", "farah"},
      {"Femi", "femi"},         {"Grace", "grace"},     {"Hamish", "hamish"},   {"Hannah", "hannah"},
      {"Imogen", "imogen"},     {"Ibrahim", "ibrahim"}, {"Jasmine", "jasmine"}, {"Joel", "joel"},
      {"Kezia", "kezia"},       {"Kwame", "kwame"},     {"Leila", "leila"},     {"Lewis", "lewis"},
      {"Mei", "mei"},           {"Morag", "morag"},     {"Nadia", "nadia"},     {"Niamh", "niamh"},
      {"Oliver", "oliver"},     {"Omar", "omar"},       {"Parveen", "parveen"}, {"Rachel", "rachel"},
      {"Ravi", "ravi"},         {"Rhys", "rhys"},       {"Ruth", "ruth"},       {"Samira", "samira"},
      {"Shanice", "shanice"},   {"Simon", "simon"},     {"Sunita", "sunita"},   {"Thomas", "thomas"},
      {"Wei", "wei"},           {"Yusuf", "yusuf"},     {"Zo\u00eb", "zoe"},    {"\u0141ukasz", "lukasz"},
  };
  return names;
}

const std::vector<Name>& last_names() {
  static const std::vector<Name> names{
      {"Ahmed", "ahmed"},     {"Achebe", "achebe"},       {"Baker", "baker"},     {"Begum", "begum"},
      {"Bennett", "bennett"}, {"Campbell", "campbell"},   {"Chan", "chan"},       {"Clarke", "clarke"},
      {"Cohen", "cohen"},     {"Davies", "davies"},       {"Desai", "desai"},     {"Edwards", "edwards"},
      {"Fraser", "fraser"},   {"Gallagher", "gallagher"}, {"Gill", "gill"},       {"Green", "green"},
      {"Hughes", "hughes"},   {"Hussain", "hussain"},     {"Iqbal", "iqbal"},     {"Jones", "jones"},
      {"Kaur", "kaur"},       {"Kelly", "kelly"},         {"Khan", "khan"},       {"Kowalska", "kowalska"},
      {"Lewis", "lewis"},     {"MacDonald", "macdonald"}, {"Mensah", "mensah"},   {"Mitchell", "mitchell"},
      {"Morgan", "morgan"},   {"Murray", "murray"},       {"Nguyen", "nguyen"},   {"O'Brien", "obrien"},
      {"Okafor", "okafor"},   {"Osei", "osei"},           {"Patel", "patel"},     {"Pereira", "pereira"},
      {"Rahman", "rahman"},   {"Reid", "reid"},           {"Roberts", "roberts"}, {"Shah", "shah"},
      {"Singh", "singh"},     {"Stewart", "stewart"},     {"Taylor", "taylor"},   {"Thompson", "thompson"},
      {"Walker", "walker"},   {"Watson", "watson"},       {"Wong", "wong"},       {"Yilmaz", "yilmaz"},
  };
  return names;
}

std::vector<Town> towns(const std::string& nation) {
  static const std::vector<Town> known{
      {"England", "London", {"Larkfield Museum", "Kestrel Street Museum"}},
      {"England", "London", {"Ashmere Gallery", "Wexcombe Collections Trust"}},
      {"England", "Manchester", {"Millrace Museum", "Hollin Bank Gallery"}},
      {"England", "Leeds", {"Brackenhill Museum", "Fernleigh Art Gallery"}},
      {"England", "Birmingham", {"Tallow Lane Museum", "Copperworks Museum"}},
      {"England", "Bristol", {"Old Quay Museum", "Saltmarsh Heritage Centre"}},
      {"England", "Newcastle", {"Staithes House Museum", "Northgate Gallery"}},
      {"England", "Norwich", {"Reedham House", "Weavers' Yard Museum"}},
      {"England", "York", {"Thornby House", "Minster Lane Museum"}},
      {"England", "Exeter", {"Redcliff Museum", "Combe Mill"}},
      {"Scotland", "Edinburgh", {"Calder Street Museum", "Braidmuir Gallery"}},
      {"Scotland", "Glasgow", {"Kelburn Works Museum", "Shipyard Stories"}},
      {"Scotland", "Dundee", {"Jute Row Museum", "Broughty House"}},
      {"Scotland", "Inverness", {"Glen Torran Museum", "Moray Croft Museum"}},
      {"Wales", "Cardiff", {"Taff Bank Museum", "Llanderw House"}},
      {"Northern Ireland", "Belfast", {"Linen Quarter Museum", "Lagan House"}},
  };
  std::vector<Town> result;
  for (const Town& town : known) {
    if (town.nation == nation) result.push_back(town);
  }
  if (result.empty()) {
    result.push_back({nation, nation + " North", {"North Town Museum", "North Gallery"}});
    result.push_back({nation, nation + " South", {"South Town Museum", "South Gallery"}});
  }
  assert(std::ranges::none_of(result, [](const Town& town) { return town.employers.empty(); }));
  return result;
}

const std::vector<std::string>& teams() {
  static const std::vector<std::string> names{"Collections", "Curatorial",   "Development",     "Digital",
                                              "Exhibitions", "Learning",     "Marketing",       "Operations",
                                              "Programmes",  "Volunteering", "Visitor services"};
  return names;
}

const std::vector<std::string>& terms() {
  static const std::vector<std::string> names{
      "career planning", "collections care", "confidence",        "digital",           "evaluation", "exhibitions",
      "finance",         "fundraising",      "leadership",        "marketing",         "networking", "partnerships",
      "public speaking", "strategy",         "people management", "project management"};
  return names;
}

const std::vector<std::string>& reasons_of_mentees() {
  static const std::vector<std::string> sentences{
      "I have taken on more this year and would like to think it through with somebody outside my team.",
      "I came to museums from other work and still feel new to them.",
      "I am back after a break and want to find my feet again.",
      "My work is part time and there is little money for training.",
      "I would value an honest view from a person who does not know my workplace.",
      "I am the only one here who does what I do, and I miss having colleagues to ask.",
      "I would like to apply for a bigger role next year and do not know where I stand.",
      "Museums are changing fast and I want to help shape that, not only cope with it.",
      "I learn best from people who have done it before.",
      "I often hold back in meetings and would like that to change.",
  };
  return sentences;
}

const std::vector<std::string>& reasons_of_mentors() {
  static const std::vector<std::string> sentences{
      "I was helped when I started out and would like to do the same for somebody else.",
      "I like to listen first and to ask the awkward question second.",
      "I have made most of the mistakes myself and can talk about them.",
      "I have led small teams and large ones, and have been made redundant once.",
      "I want to stay in touch with what it is like to start out now.",
      "I have managed people before and have not been a mentor before.",
      "I am used to working with people whose background differs from mine.",
      "I took an unusual route into museums and know that there is more than one.",
  };
  return sentences;
}

const std::vector<std::string>& commitments() {
  static const std::vector<std::string> sentences{
      "I can keep two hours a month free for this.",
      "I have talked this over with the people I work with, and they are for it.",
      "I would put our meetings in the diary at the start and keep to them.",
      "I may need to move a meeting now and then, and would say so early.",
      "I have time from June onwards.",
  };
  return sentences;
}

const std::vector<std::string>& other_nations() {
  static const std::vector<std::string> names{"Wales", "Northern Ireland", "Isle of Man", "Jersey"};
  return names;
}

const std::vector<std::string>& subjects() {
  static const std::vector<std::string> names{"Accounting", "Biology",     "Chemistry", "Computing", "Design",
                                              "Economics",  "Engineering", "History",   "Law",       "Mathematics",
                                              "Music",      "Nursing",     "Physics",   "Psychology"};
  return names;
}

const std::vector<std::string>& workplaces() {
  static const std::vector<std::string> names{"Alder House",    "Bridge Street", "Canal Wharf", "Dene Court",
                                              "Elm Park Depot", "Foundry Road",  "Grange Hall", "Harbour Office"};
  return names;
}

const std::vector<std::string>& departments() {
  static const std::vector<std::string> names{"Communications", "Finance",     "Human resources", "Legal",
                                              "Operations",     "Procurement", "Planning",        "Technology"};
  return names;
}

const std::vector<std::string>& languages() {
  static const std::vector<std::string> names{"English", "Polish", "Urdu",      "Arabic",    "Welsh",
                                              "Punjabi", "French", "Ukrainian", "Cantonese", "Portuguese"};
  return names;
}

const std::vector<std::string>& remarks() {
  static const std::vector<std::string> sentences{
      "I am away for the first week.",
      "A colleague told me about it and was glad that they had taken part.",
      "I would rather begin with a short call.",
      "I can also meet at other times, with a week's notice.",
      "I have not done this before.",
      "I took part two years ago and would like to again.",
  };
  return sentences;
}

}  // namespace pairwell::lists
