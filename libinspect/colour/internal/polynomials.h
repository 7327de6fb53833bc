// SPDX-License-Identifier: GPL-3.0-or-later
// Products of Chebyshev polynomials: smooth surfaces over a square.
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace waferglow::colour {

inline constexpr int kMostDegree = 8;

/// Terms T_i(x) T_j(y), i + j <= degree; `first` leaves out those of a lower total degree.
[[nodiscard]] constexpr std::size_t surface_terms(int degree, int first = 0) {
    const auto up_to = [](int d) { return static_cast<std::size_t>((d + 1) * (d + 2) / 2); };
    return up_to(degree) - (first > 0 ? up_to(first - 1) : 0);
}

/// T_0 to T_degree at x; x is best from -1 to 1.
inline void chebyshev(double x, int degree, std::span<double> values) {
    values[0] = 1.0;
    if (degree > 0) values[1] = x;
    for (int k = 2; k <= degree; ++k) {
        const auto at = static_cast<std::size_t>(k);
        values[at] = 2.0 * x * values[at - 1] - values[at - 2];
    }
}

/// Writes surface_terms(degree, first) values, each times `scale`, by rising total degree.
inline void surface(double x, double y, int degree, int first, double scale, std::span<double> values) {
    std::array<double, kMostDegree + 1> of_x{};
    std::array<double, kMostDegree + 1> of_y{};
    chebyshev(x, degree, of_x);
    chebyshev(y, degree, of_y);
    std::size_t at = 0;
    for (int total = first; total <= degree; ++total) {
        for (int i = 0; i <= total; ++i)
            values[at++] =
                scale * of_x[static_cast<std::size_t>(i)] * of_y[static_cast<std::size_t>(total - i)];
    }
}

}  // namespace waferglow::colour
