/// The bottleneck ledger over time: which process lost how much to which cause.
#pragma once

#include <vector>

#include "analysis/dataset.h"
#include "analysis/growing.h"
#include "analysis/name_log.h"
#include "analysis/sealed_file.h"
#include "sim/observer.h"

namespace huan::analysis {

/// Which (process, cause, stock) triples occur is not known before the run, and most never do. So
/// the journal lists what was lost in each interval, entry by entry; sealing makes of it the dense
/// tables lost_t and lost_h over the triples that did occur, sorted by process, cause and stock.
class LossLog {
 public:
  explicit LossLog(hid_t journal);

  /// Adds what was lost since the last call, as belonging to row `row`; the memory it keeps is one
  /// entry per triple.
  void add(const sim::View& view, std::size_t row, NameLog& names);
  void flush();
  [[nodiscard]] std::size_t kept_bytes() const;

 private:
  struct Known {
    sim::Loss total;
    std::int32_t key = 0;
  };
  Growing processes_, causes_, stocks_, process_names_, stock_names_;
  Growing rows_, keys_, amounts_, hours_;
  std::vector<Known> known_;  ///< sorted by process, cause, stock
  std::int32_t next_key_ = 0;

  void introduce(const sim::Loss& loss, const sim::View& view, NameLog& names);
};

/// Makes lost_t and lost_h of `rows` intervals in `file`, and the labels of their axis: loss,
/// loss_process, loss_cause, loss_stock; both also become known to `known`.
void seal_losses(hid_t journal, const std::vector<std::string>& names, std::size_t rows,
                 SealedFile& file, Dataset& known);

}  // namespace huan::analysis
