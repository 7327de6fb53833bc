// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/normal_equations.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace waferglow::module {

namespace {

constexpr std::size_t kEquationRows = 16;  // of emitters, worked on at once
constexpr double kLeastCoupling = 2e-4;    // relative to the diagonal
constexpr std::int32_t kFarthest = 8;      // neighbours looked at, in pixels of the module
constexpr double kSolved = 1e-4;

// Footprint of one emitter along one axis, as far as it lies within [0, size).
struct Cut {
    const float* weights = nullptr;
    std::int32_t first = 0;  // pixel
    std::int32_t begin = 0;  // taps that count
    std::int32_t end = 0;
};

Cut cut_of(const float* weights, std::int32_t first, int taps, int size) {
    return {weights, first, std::max<std::int32_t>(0, -first), std::min<std::int32_t>(taps, size - first)};
}

float common_light(const Cut& a, const Cut& b) {
    const std::int32_t shift = b.first - a.first;
    const std::int32_t begin = std::max(a.begin, b.begin + shift);
    const std::int32_t end = std::min(a.end, b.end + shift);
    float sum = 0.0F;
    for (std::int32_t tap = begin; tap < end; ++tap) sum += a.weights[tap] * b.weights[tap - shift];
    return sum;
}

Cut cut_x(const Emitters& emitters, std::size_t sub, std::size_t cell) {
    const Emitters::Place& place = emitters.place(sub, cell);
    const AxisFootprint& axis = emitters.footprint(sub).x;
    return cut_of(axis.weights(place.phase_x), place.x, axis.taps(), emitters.width_px());
}

Cut cut_y(const Emitters& emitters, std::size_t sub, std::size_t cell) {
    const Emitters::Place& place = emitters.place(sub, cell);
    const AxisFootprint& axis = emitters.footprint(sub).y;
    return cut_of(axis.weights(place.phase_y), place.y, axis.taps(), emitters.height_px());
}

float footprint_at(const Emitters& emitters, std::size_t sub, std::size_t cell, std::int32_t x,
                   std::int32_t y) {
    const Emitters::Place& place = emitters.place(sub, cell);
    const Footprint& footprint = emitters.footprint(sub);
    const std::int32_t k = x - place.x;
    const std::int32_t j = y - place.y;
    if (!place.seen || k < 0 || j < 0 || k >= footprint.x.taps() || j >= footprint.y.taps()) return 0.0F;
    return footprint.x.weights(place.phase_x)[k] * footprint.y.weights(place.phase_y)[j];
}

double sum_of_products(const Planes& a, const Planes& b, const EmitterMask& mask) {
    double sum = 0.0;
    for (std::size_t sub = 0; sub < mask.size(); ++sub) {
        for (std::size_t cell = 0; cell < mask[sub].size(); ++cell) {
            if (mask[sub][cell] != 0)
                sum += static_cast<double>(a[sub][cell]) * static_cast<double>(b[sub][cell]);
        }
    }
    return sum;
}

}  // namespace

NormalEquations::NormalEquations(const Emitters& emitters, const std::vector<bool>& which,
                                 const std::vector<std::vector<std::int32_t>>& left_out, bool coupled)
    : emitters_(emitters),
      which_(which),
      diagonal_(emitters.subs()),
      inside_(emitters.subs()),
      covered_(emitters.subs()),
      crowding_(emitters.subs(), 1.0) {
    for (std::size_t sub = 0; sub < emitters_.subs(); ++sub) {
        if (which_[sub]) fill_diagonal(sub);
    }
    if (coupled) choose_couplings();
    for (Coupling& coupling : couplings_) fill(coupling);
    covered_ = inside_;
    leave_out(left_out);
}

void NormalEquations::fill_diagonal(std::size_t sub) {
    const auto cells =
        static_cast<std::size_t>(emitters_.rows()) * static_cast<std::size_t>(emitters_.cols());
    diagonal_[sub].assign(cells, 0.0F);
    inside_[sub].assign(cells, 0.0F);
    parallel_blocks(cells, 4096, [&](std::size_t begin, std::size_t end) {
        for (std::size_t cell = begin; cell < end; ++cell) {
            if (!emitters_.place(sub, cell).seen) continue;
            const Cut x = cut_x(emitters_, sub, cell);
            const Cut y = cut_y(emitters_, sub, cell);
            diagonal_[sub][cell] = common_light(x, x) * common_light(y, y);
            float inside_x = 0.0F;
            float inside_y = 0.0F;
            for (std::int32_t tap = x.begin; tap < x.end; ++tap) inside_x += x.weights[tap];
            for (std::int32_t tap = y.begin; tap < y.end; ++tap) inside_y += y.weights[tap];
            inside_[sub][cell] = inside_x * inside_y;
        }
    });
}

void NormalEquations::choose_couplings() {
    // Footprints in the middle of the grid tell which neighbours matter; all others are like them.
    const std::int32_t rows = emitters_.rows();
    const std::int32_t cols = emitters_.cols();
    const auto cell_of = [&](std::int32_t row, std::int32_t col) {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(col);
    };
    const auto whole_x = [&](std::size_t sub, std::size_t cell) {
        const Emitters::Place& place = emitters_.place(sub, cell);
        const AxisFootprint& axis = emitters_.footprint(sub).x;
        return Cut{axis.weights(place.phase_x), place.x, 0, axis.taps()};
    };
    const auto whole_y = [&](std::size_t sub, std::size_t cell) {
        const Emitters::Place& place = emitters_.place(sub, cell);
        const AxisFootprint& axis = emitters_.footprint(sub).y;
        return Cut{axis.weights(place.phase_y), place.y, 0, axis.taps()};
    };
    const auto strength = [&](std::size_t s, std::size_t a, std::size_t t, std::size_t b) {
        return static_cast<double>(common_light(whole_x(s, a), whole_x(t, b))) *
               static_cast<double>(common_light(whole_y(s, a), whole_y(t, b)));
    };
    const std::int32_t row = rows / 2;
    const std::int32_t col = cols / 2;
    const std::size_t from = cell_of(row, col);
    std::vector<double> taken(emitters_.subs(), 0.0);
    for (std::size_t s = 0; s < emitters_.subs(); ++s) {
        for (std::size_t t = 0; t < emitters_.subs(); ++t) {
            if (!which_[s] || !which_[t]) continue;
            const double own = std::sqrt(strength(s, from, s, from) * strength(t, from, t, from));
            for (std::int32_t dr = 0; dr <= std::min(kFarthest, rows - 1 - row); ++dr) {
                for (std::int32_t dc = -std::min(kFarthest, col); dc <= std::min(kFarthest, cols - 1 - col);
                     ++dc) {
                    if (dr == 0 && (dc < 0 || (dc == 0 && t <= s))) continue;
                    const double shared = strength(s, from, t, cell_of(row + dr, col + dc)) / own;
                    if (shared < kLeastCoupling) continue;
                    taken[s] += shared * shared;
                    taken[t] += shared * shared;
                    couplings_.push_back({s, t, dr, dc, {}});
                }
            }
        }
    }
    for (std::size_t s = 0; s < taken.size(); ++s) {
        crowding_[s] = 1.0 / std::max(1.0 - taken[s], 0.05);
    }
}

void NormalEquations::fill(Coupling& coupling) const {
    const std::int32_t rows = emitters_.rows();
    const std::int32_t cols = emitters_.cols();
    coupling.value.assign(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols), 0.0F);
    parallel_blocks(static_cast<std::size_t>(rows), kEquationRows, [&](std::size_t begin, std::size_t end) {
        for (auto row = static_cast<std::int32_t>(begin); row < static_cast<std::int32_t>(end); ++row) {
            if (row + coupling.rows >= rows) break;
            const std::int32_t last = std::min(cols, cols - coupling.cols);
            for (std::int32_t col = std::max(0, -coupling.cols); col < last; ++col) {
                const auto cell = static_cast<std::size_t>(row * cols + col);
                const auto other =
                    static_cast<std::size_t>((row + coupling.rows) * cols + col + coupling.cols);
                if (!emitters_.place(coupling.sub, cell).seen ||
                    !emitters_.place(coupling.other, other).seen) {
                    continue;
                }
                coupling.value[cell] = common_light(cut_x(emitters_, coupling.sub, cell),
                                                    cut_x(emitters_, coupling.other, other)) *
                                       common_light(cut_y(emitters_, coupling.sub, cell),
                                                    cut_y(emitters_, coupling.other, other));
            }
        }
    });
}

void NormalEquations::leave_out_of(std::size_t sub, std::size_t cell, std::int32_t x, std::int32_t y) {
    const float own = footprint_at(emitters_, sub, cell, x, y);
    if (own == 0.0F) return;
    diagonal_[sub][cell] -= own * own;
    covered_[sub][cell] -= own;
    const auto cols = static_cast<std::size_t>(emitters_.cols());
    const auto row = static_cast<std::int32_t>(cell / cols);
    const auto col = static_cast<std::int32_t>(cell % cols);
    for (Coupling& coupling : couplings_) {
        if (coupling.sub != sub || row + coupling.rows >= emitters_.rows()) continue;
        if (col + coupling.cols < 0 || col + coupling.cols >= emitters_.cols()) continue;
        const auto other =
            static_cast<std::size_t>((row + coupling.rows) * emitters_.cols() + col + coupling.cols);
        coupling.value[cell] -= own * footprint_at(emitters_, coupling.other, other, x, y);
    }
}

void NormalEquations::leave_out(const std::vector<std::vector<std::int32_t>>& left_out) {
    const bool any = std::ranges::any_of(left_out, [](const auto& line) { return !line.empty(); });
    if (!any) return;
    const auto cols = static_cast<std::size_t>(emitters_.cols());
    for (std::size_t sub = 0; sub < emitters_.subs(); ++sub) {
        if (!which_[sub]) continue;
        const int taps_x = emitters_.footprint(sub).x.taps();
        const int taps_y = emitters_.footprint(sub).y.taps();
        parallel_blocks(static_cast<std::size_t>(emitters_.rows()), kEquationRows,
                        [&](std::size_t begin, std::size_t end) {
                            for (std::size_t cell = begin * cols; cell < end * cols; ++cell) {
                                const Emitters::Place& place = emitters_.place(sub, cell);
                                if (!place.seen) continue;
                                const std::int32_t last =
                                    std::min<std::int32_t>(place.y + taps_y, emitters_.height_px());
                                for (std::int32_t y = std::max(place.y, 0); y < last; ++y) {
                                    const auto& line = left_out[static_cast<std::size_t>(y)];
                                    for (auto x = std::ranges::lower_bound(line, place.x);
                                         x != line.end() && *x < place.x + taps_x; ++x) {
                                        leave_out_of(sub, cell, *x, y);
                                    }
                                }
                            }
                        });
    }
}

void NormalEquations::multiply_row(const Planes& by, Planes& product, std::int32_t row) const {
    const std::int32_t cols = emitters_.cols();
    const auto start = static_cast<std::ptrdiff_t>(row) * cols;
    for (std::size_t sub = 0; sub < product.size(); ++sub) {
        if (!which_[sub]) continue;
        const float* diagonal = diagonal_[sub].data() + start;
        const float* from = by[sub].data() + start;
        float* to = product[sub].data() + start;
        for (std::int32_t col = 0; col < cols; ++col) to[col] = diagonal[col] * from[col];
    }
    for (const Coupling& coupling : couplings_) {
        const std::int32_t begin = std::max(0, -coupling.cols);
        const std::int32_t end = std::min(cols, cols - coupling.cols);
        const std::ptrdiff_t step = static_cast<std::ptrdiff_t>(coupling.rows) * cols + coupling.cols;
        if (row + coupling.rows < emitters_.rows()) {
            const float* value = coupling.value.data() + start;
            const float* from = by[coupling.other].data() + start + step;
            float* to = product[coupling.sub].data() + start;
            for (std::int32_t col = begin; col < end; ++col) to[col] += value[col] * from[col];
        }
        if (row >= coupling.rows) {  // the one of which this row holds the other
            const float* value = coupling.value.data() + start - step;
            const float* from = by[coupling.sub].data() + start - step;
            float* to = product[coupling.other].data() + start;
            for (std::int32_t col = begin + coupling.cols; col < end + coupling.cols; ++col) {
                to[col] += value[col] * from[col];
            }
        }
    }
}

void NormalEquations::multiply(const Planes& by, Planes& product) const {
    parallel_blocks(static_cast<std::size_t>(emitters_.rows()), kEquationRows,
                    [&](std::size_t begin, std::size_t end) {
                        for (std::size_t row = begin; row < end; ++row) {
                            multiply_row(by, product, static_cast<std::int32_t>(row));
                        }
                    });
}

void NormalEquations::solve(const Planes& right_side, const EmitterMask& mask, int steps,
                            Planes& light) const {
    const std::size_t subs = emitters_.subs();
    Planes product(subs);
    Planes residual(subs);
    Planes scaled(subs);
    Planes direction(subs);
    Planes start(subs);
    for (std::size_t sub = 0; sub < subs; ++sub) {
        const std::size_t cells = which_[sub] ? diagonal_[sub].size() : 0;
        for (Planes* planes : {&product, &residual, &scaled, &direction, &start})
            (*planes)[sub].assign(cells, 0.0F);
        for (std::size_t cell = 0; cell < cells; ++cell) {
            if (mask[sub][cell] != 0) start[sub][cell] = light[sub][cell];
        }
    }
    multiply(start, product);
    const auto each = [&](auto&& change) {
        for (std::size_t sub = 0; sub < subs; ++sub) {
            for (std::size_t cell = 0; cell < residual[sub].size(); ++cell) {
                if (mask[sub][cell] != 0) change(sub, cell);
            }
        }
    };
    each([&](std::size_t sub, std::size_t cell) {
        residual[sub][cell] = right_side[sub][cell] - product[sub][cell];
        scaled[sub][cell] = residual[sub][cell] / diagonal_[sub][cell];
        direction[sub][cell] = scaled[sub][cell];
    });
    EmitterMask fitted(mask);
    for (std::size_t sub = 0; sub < subs; ++sub) {
        if (!which_[sub]) fitted[sub].clear();
    }
    const double aim = kSolved * kSolved * sum_of_products(right_side, right_side, fitted);
    double energy = sum_of_products(residual, scaled, fitted);
    for (int step = 0; step < steps && sum_of_products(residual, residual, fitted) > aim; ++step) {
        multiply(direction, product);
        const double bend = sum_of_products(direction, product, fitted);
        if (!(bend > 0.0)) break;
        const auto along = static_cast<float>(energy / bend);
        each([&](std::size_t sub, std::size_t cell) {
            light[sub][cell] += along * direction[sub][cell];
            residual[sub][cell] -= along * product[sub][cell];
            scaled[sub][cell] = residual[sub][cell] / diagonal_[sub][cell];
        });
        const double next = sum_of_products(residual, scaled, fitted);
        const auto turn = static_cast<float>(next / energy);
        energy = next;
        each([&](std::size_t sub, std::size_t cell) {
            direction[sub][cell] = scaled[sub][cell] + turn * direction[sub][cell];
        });
    }
}

}  // namespace waferglow::module
