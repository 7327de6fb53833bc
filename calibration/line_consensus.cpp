// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/line_consensus.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>

#include <Eigen/Dense>

namespace waferglow::calibration {
namespace {

constexpr std::size_t kMostTrials = 20000;

double value_at(const std::vector<double>& coefficients, double pixel) {
    double nm = 0.0;
    for (auto c = coefficients.rbegin(); c != coefficients.rend(); ++c) nm = nm * pixel + *c;
    return nm;
}

/// One pair of each part at a time: every choice where there are few, else a fixed sample of them.
class Choices {
  public:
    /// `count` pairs in `parts` parts of about equal size.
    Choices(std::size_t count, std::size_t parts) {
        std::size_t all = 1;
        for (std::size_t part = 0; part <= parts; ++part) begin_.push_back(part * count / parts);
        for (std::size_t part = 0; part < parts; ++part) all = std::min(all * size_of(part), kMostTrials + 1);
        exhaustive_ = all <= kMostTrials;
        trials_ = std::min(all, kMostTrials);
        chosen_.resize(parts);
    }

    [[nodiscard]] std::size_t trials() const { return trials_; }
    [[nodiscard]] const std::vector<std::size_t>& choice(std::size_t trial) {
        for (std::size_t part = 0; part < chosen_.size(); ++part) {
            const std::size_t size = size_of(part);
            chosen_[part] = begin_[part] + (exhaustive_ ? trial % size : random_() % size);
            trial /= size;
        }
        return chosen_;
    }

  private:
    [[nodiscard]] std::size_t size_of(std::size_t part) const { return begin_[part + 1] - begin_[part]; }
    std::vector<std::size_t> begin_;
    std::vector<std::size_t> chosen_;
    std::size_t trials_ = 0;
    bool exhaustive_ = true;
    std::mt19937_64 random_;  // seeded by its standard: the same choices in every run
};

/// What the pairs that `coefficients` meets earn; the best of each peak.
double score(const std::vector<LinePair>& pairs, const std::vector<double>& coefficients,
             const std::vector<double>& about_nm, const ConsensusRule& rule) {
    double sum = 0.0;
    double best_of_peak = 0.0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const double nm = value_at(coefficients, pairs[i].pixel);
        if (std::abs(nm - about_nm[i]) > rule.reach_nm) return -1.0;
        const double off = (nm - pairs[i].nm) / rule.tolerance_nm;
        if (i > 0 && pairs[i].pixel != pairs[i - 1].pixel) {
            sum += best_of_peak;
            best_of_peak = 0.0;
        }
        best_of_peak = std::max(best_of_peak, pairs[i].weight * (1.0 - off * off));
    }
    return sum + best_of_peak;
}

}  // namespace

std::vector<double> fit_polynomial(const std::vector<LinePair>& pairs, int degree, double half_px) {
    const auto n = static_cast<Eigen::Index>(pairs.size());
    const Eigen::Index terms = degree + 1;
    Eigen::MatrixXd a(n, terms);
    Eigen::VectorXd b(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const LinePair& pair = pairs[static_cast<std::size_t>(i)];
        const double u = pair.pixel / half_px - 1.0;
        double power = 1.0;
        for (Eigen::Index k = 0; k < terms; ++k, power *= u) a(i, k) = power;
        b(i) = pair.nm;
    }
    const Eigen::VectorXd c = a.colPivHouseholderQr().solve(b);
    std::vector<double> result(static_cast<std::size_t>(terms), 0.0);  // Horner in u = p / half - 1
    for (Eigen::Index k = terms - 1; k >= 0; --k) {
        for (std::size_t i = result.size() - 1; i > 0; --i) result[i] = result[i - 1] / half_px - result[i];
        result[0] = c(k) - result[0];
    }
    return result;
}

std::vector<LinePair> find_consensus(std::vector<LinePair> pairs, const std::vector<double>& about_nm,
                                     const ConsensusRule& rule) {
    const auto terms = static_cast<std::size_t>(rule.degree) + 1;
    if (pairs.size() < terms) return {};
    Choices choices(pairs.size(), terms);
    std::vector<double> winner;
    double most = 0.0;
    std::vector<LinePair> through(terms);
    for (std::size_t trial = 0; trial < choices.trials(); ++trial) {
        const std::vector<std::size_t>& chosen = choices.choice(trial);
        bool ascends = true;
        for (std::size_t k = 0; k < terms; ++k) {
            through[k] = pairs[chosen[k]];
            ascends =
                ascends &&
                (k == 0 || (through[k].pixel > through[k - 1].pixel && through[k].nm > through[k - 1].nm));
        }
        if (!ascends) continue;
        std::vector<double> coefficients = fit_polynomial(through, rule.degree, rule.half_px);
        const double earned = score(pairs, coefficients, about_nm, rule);
        if (earned <= most) continue;
        most = earned;
        winner = std::move(coefficients);
    }
    std::vector<LinePair> agreed;
    for (const LinePair& pair : pairs) {
        if (winner.empty()) break;
        const double off = std::abs(value_at(winner, pair.pixel) - pair.nm);
        if (off > rule.tolerance_nm) continue;
        if (!agreed.empty() && agreed.back().pixel == pair.pixel) {
            if (off >= std::abs(value_at(winner, pair.pixel) - agreed.back().nm)) continue;
            agreed.pop_back();
        }
        agreed.push_back(pair);
    }
    return agreed;
}

}  // namespace waferglow::calibration
