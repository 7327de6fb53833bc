// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/appearance_bins.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace waferglow {
namespace {

using appearance::AppearanceVerdict;
using appearance::ClassRule;

constexpr const char* kAnomaly = "anomaly";
constexpr int kLastCode = 249;

/// Told apart by colour-blind eyes as far as so many are (after Paul Tol's muted and light schemes,
/// https://sronpersonalpages.nl/~pault/).
constexpr std::array<std::uint32_t, 16> kColors{0x332288, 0x882255, 0xAA4499, 0x44AA99, 0x117733, 0x999933,
                                                0xCC6677, 0x88CCEE, 0xDDCC77, 0x77AADD, 0xEE8866, 0xBBCC33,
                                                0xAAAA00, 0x99DDFF, 0xFFAABB, 0xDDDDDD};

/// Codes that are still free, from above.
class FreeCodes {
  public:
    explicit FreeCodes(std::span<const BinDefinition> in_use) {
        for (const BinDefinition& bin : in_use) used_.at(bin.code) = true;
    }
    std::uint8_t take() {
        while (next_ >= kFirstCustomCode && used_.at(static_cast<std::size_t>(next_))) --next_;
        if (next_ < kFirstCustomCode)
            throw Error(ErrorKind::input,
                        "bins.custom and appearance.rule have more bins together than there are codes (240); "
                        "take some out");
        return static_cast<std::uint8_t>(next_--);
    }

  private:
    std::array<bool, 256> used_{};
    int next_ = kLastCode;
};

struct ClassVerdicts {
    bool fail = false;
    bool pass = false;
};

ClassVerdicts verdicts_of(const std::vector<ClassRule>& rules, const std::string& name) {
    ClassVerdicts can;
    for (const ClassRule& rule : rules) {
        if (rule.name != name) continue;
        const bool fails = rule.verdict == AppearanceVerdict::fail;
        can.fail = can.fail || !rule.fail_over.empty() || fails;
        can.pass = can.pass || !rule.fail_over.empty() || !fails;
    }
    if (!can.fail && !can.pass) can.pass = true;  // what no rule names
    return can;
}

}  // namespace

std::vector<ClassBins> class_bins(const std::vector<ClassRule>& rules,
                                  std::span<const std::string> not_resolved,
                                  std::span<const BinDefinition> in_use,
                                  std::span<const std::string> by_hand) {
    std::vector<std::string> names;
    const auto holds = [](const auto& list, const std::string& name) {
        return std::ranges::find(list, name) != list.end();
    };
    const auto add = [&](const std::string& name) {
        if (!holds(names, name) && (!holds(not_resolved, name) || holds(by_hand, name)))
            names.push_back(name);
    };
    for (const ClassRule& rule : rules) add(rule.name);
    add(kAnomaly);
    for (const std::string& name : by_hand) add(name);
    FreeCodes codes(in_use);
    std::vector<ClassBins> classes;
    for (const std::string& name : names) {
        const ClassVerdicts can = verdicts_of(rules, name);
        ClassBins bins{.name = name, .rank = classes.size()};
        if (can.fail) bins.fail = codes.take();
        if (can.pass) bins.pass = codes.take();
        classes.push_back(std::move(bins));
    }
    return classes;
}

std::vector<BinDefinition> definitions_of(const std::vector<ClassBins>& classes,
                                          std::span<const BinDefinition> in_use) {
    std::vector<BinDefinition> definitions;
    for (const ClassBins& bins : classes) {
        const bool taken = std::ranges::find(in_use, bins.name, &BinDefinition::name) != in_use.end();
        const std::string name = (taken ? "appearance_" : "") + bins.name;
        const std::uint32_t color = kColors.at(bins.rank % kColors.size());
        if (bins.fail != kNoBinCode)
            definitions.push_back(
                {.code = bins.fail,
                 .name = name,
                 .rgb = color,
                 .pass = false,
                 .description = fmt::format("{}, seen in reflected light: fails", bins.name)});
        if (bins.pass != kNoBinCode)
            definitions.push_back(
                {.code = bins.pass,
                 .name = bins.fail == kNoBinCode ? name : name + "_pass",
                 .rgb = color,
                 .pass = true,
                 .description = fmt::format("{}, seen in reflected light: passes", bins.name)});
    }
    return definitions;
}

NameOrder::NameOrder(const std::vector<std::string>& order, std::span<const BinDefinition> pl,
                     const std::vector<ClassBins>& classes)
    : place_(256) {
    // Of a code: whether it fails, its place in the list, PL or a class, its place there.
    const std::size_t most = order.size() + 1;
    constexpr std::size_t kMany = 512;
    const auto listed = [&](const std::string& name) {
        return static_cast<std::size_t>(std::ranges::find(order, name) - order.begin());
    };
    const auto set = [&](std::uint8_t code, bool passes, const std::string& name, std::size_t rank) {
        place_[code] = ((passes ? most : 0) + listed(name)) * kMany + rank;
    };
    for (std::size_t i = 0; i < pl.size(); ++i) set(pl[i].code, pl[i].pass, pl[i].name, i);
    for (const ClassBins& bins : classes) {
        if (bins.fail != kNoBinCode) set(bins.fail, false, bins.name, pl.size() + bins.rank);
        if (bins.pass != kNoBinCode) set(bins.pass, true, bins.name, pl.size() + bins.rank);
    }
}

}  // namespace waferglow
