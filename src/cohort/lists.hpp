/// Lists: the made-up names, places and phrases that synthetic cohorts are put together from.
#pragma once

#include <string>
#include <vector>

namespace pairwell::lists {

/// A name as its bearer writes it, and the letters that an e-mail address can take.
struct Name {
  std::string shown;
  std::string plain;
};

const std::vector<Name>& first_names();
const std::vector<Name>& last_names();

/// A place where people work, and two invented employers there.
struct Town {
  std::string nation;
  std::string area;
  std::vector<std::string> employers;
};

/// The towns of a nation; a nation without a list has two invented ones.
std::vector<Town> towns(const std::string& nation);

const std::vector<std::string>& teams();

/// Terms for a programme without a vocabulary of its own.
const std::vector<std::string>& terms();

/// Sentences that fit any statement of a mentee or of a mentor.
const std::vector<std::string>& reasons_of_mentees();
const std::vector<std::string>& reasons_of_mentors();
const std::vector<std::string>& commitments();

/// Nations that a programme may not take in.
const std::vector<std::string>& other_nations();

/// For programmes with questions of their own: subjects that people learn, know and teach, where they work, which
/// languages they speak, and what they add at the end of a form.
const std::vector<std::string>& subjects();
const std::vector<std::string>& workplaces();
const std::vector<std::string>& departments();
const std::vector<std::string>& languages();
const std::vector<std::string>& remarks();

}  // namespace pairwell::lists
