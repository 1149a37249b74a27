// A stranger's program that has pairwell's sources in its own build: it includes all, and uses a little of what was
// compiled.
#include "pairwell/pairwell.hpp"

int main() {
  return pairwell::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" ? 0 : 1;
}
