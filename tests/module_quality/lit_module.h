// SPDX-License-Identifier: GPL-3.0-or-later
// A module with known faults, and the light that a camera would measure of it: seeded, with truth.
#pragma once

#include "libinspect/module/module_light.h"

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace waferglow::test {

struct LitSettings {
    std::int32_t rows = 180;
    std::int32_t cols = 320;
    std::vector<std::string> colours{"w"};
    double spread = 0.04;  ///< of log light, each sub-pixel's own
    double error = 0.004;  ///< of the measurement, relative
    double noise = 2.0;    ///< DN
    std::uint64_t seed = 1;
    std::vector<std::int32_t> panel_rows{0};
    std::vector<std::int32_t> panel_cols{0};
};

class LitModule {
  public:
    explicit LitModule(const LitSettings& settings);

    [[nodiscard]] std::size_t cells() const {
        return static_cast<std::size_t>(set.rows) * static_cast<std::size_t>(set.cols);
    }
    [[nodiscard]] std::size_t at(std::int32_t row, std::int32_t col) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(set.cols) +
               static_cast<std::size_t>(col);
    }
    /// Multiplies the field of all colours by 1 + contrast exp(-d^2 / 2 sigma^2).
    void add_spot(double row, double col, double sigma, double contrast);
    void add_band(bool over_rows, double place, double sigma, double contrast);
    /// Multiplies a colour (all: -1) of rows or columns [begin, end) of line `index`.
    void add_line(bool row, std::int32_t index, int colour, std::int32_t begin, std::int32_t end,
                  double factor);
    /// Sets the factor of `count` sub-pixels that have no other fault; gives their places.
    std::vector<std::pair<std::size_t, std::size_t>> scatter(int count, double factor);

    /// One colour at full gray each, black, and what `patterns` has beside.
    [[nodiscard]] module::ModuleLight light();

    LitSettings set;
    Module module;
    std::vector<LitPattern> patterns;
    std::vector<std::vector<double>> own;     ///< each sub-pixel's own share, with its spread
    std::vector<std::vector<double>> factor;  ///< of its fault or line; 1: healthy
    std::vector<std::vector<double>> gamma;
    std::vector<std::vector<double>> in_black;      ///< light in black over full light
    std::vector<std::vector<std::int8_t>> swapped;  ///< >= 0: this colour glows in its place
    std::vector<double> field;                      ///< of all colours
    std::mt19937_64 random;
    double full_dn = 20000.0;
};

}  // namespace waferglow::test
