/// Makes the results file of what a journal holds.
#pragma once

#include <filesystem>

namespace huan::analysis {

/// How far a sealed file goes.
struct Sealed {
  std::size_t rows = 0;   ///< intervals
  double until = 0;       ///< [d] end of the last one
  bool complete = false;  ///< the run had come to its end
};

/// Copies the journal `part` into `file`: tables compressed and labelled, losses made dense, delays
/// worked out, the last balance, the indicators (indicator_table.h), /provenance. Its memory does
/// not grow with the length of the run. The file is written under another name beside it, put on
/// the disk, then renamed: it is there whole or not at all. The journal is only read.
///
/// Errors: hdf5::Failure when either cannot be read or written, or the journal has no row or is
/// none of huan's.
Sealed seal(const std::filesystem::path& part, const std::filesystem::path& file, bool recovered);

}  // namespace huan::analysis
