#include "sim/app/program.h"

int main(int argc, char** argv) {
  return static_cast<int>(huan::app::program({argv + (argc > 0 ? 1 : 0), argv + argc}));
}
