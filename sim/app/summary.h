/// What a run came to, in a dozen lines: taken at its end.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "sim/observer.h"
#include "sim/time.h"

namespace huan::app {

class Summary final : public sim::Observer {
 public:
  /// `most`: lines of each list.
  explicit Summary(sim::Era era, std::size_t most = 5) : era_(era), most_(most) {}

  void logged(const sim::LogEntry& entry) override;
  void finished(const sim::View& view) override;

  [[nodiscard]] std::string text() const;
  [[nodiscard]] nlohmann::json fields() const;

 private:
  /// A quantity of a thing, for the lists.
  struct Line {
    std::string who;
    std::string why;
    double amount = 0;  ///< [unit]
    double hours = 0;   ///< [h] full-load equivalent
    std::string unit;
  };
  sim::Era era_;
  std::size_t most_;
  double days_ = 0;
  std::size_t facilities_ = 0, processes_ = 0, stocks_ = 0, shipments_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t unsettled_ = 0;
  std::vector<std::string> unsettled_stocks_;  ///< where, in the order of occurrence
  double residual_ = 0;                        ///< [1] relative, the largest over the substances
  std::vector<Line> uncontrolled_, bottlenecks_, unmet_;

  void note_uncontrolled(const sim::View& view);
  void note_losses(const sim::View& view);
  void note_unmet(const sim::View& view);
  [[nodiscard]] std::string unsettled_text() const;
  void keep_largest(std::vector<Line>& lines) const;
};

}  // namespace huan::app
