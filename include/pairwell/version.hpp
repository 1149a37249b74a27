/// The version of pairwell: the only place where it is written.
#pragma once

#define PAIRWELL_VERSION "0.1.0"
