/// What a run says of itself, made ready for questions about causes.
#pragma once

#include "analysis/connections.h"
#include "analysis/dataset.h"
#include "analysis/diary.h"
#include "analysis/loss_ledger.h"
#include "analysis/nameplates.h"

namespace huan::analysis {

/// Keeps a reference to the results; its parts refer to each other, so it stays where it is.
struct RunAccount {
  explicit RunAccount(const Dataset& results)
      : data(results),
        connections(results),
        names(results),
        diary(results),
        ledger(results, connections, names) {}
  RunAccount(const RunAccount&) = delete;
  RunAccount& operator=(const RunAccount&) = delete;

  const Dataset& data;
  Connections connections;
  Nameplates names;
  Diary diary;
  LossLedger ledger;
};

}  // namespace huan::analysis
