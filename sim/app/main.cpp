#include <csignal>

#include "sim/app/program.h"

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a write past the limit of a file's size fails, and is reported
  return static_cast<int>(huan::app::program({argv + (argc > 0 ? 1 : 0), argv + argc}));
}
