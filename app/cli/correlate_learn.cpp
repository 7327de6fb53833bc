// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/correlate_learn.h"

#include "libinspect/base/error.h"

#include <memory>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

/// Another wafer to learn from, with what its view points at.
struct OtherWafer {
    WaferFile file;
    RuleVerdicts rules;
    std::vector<std::uint8_t> bad;
    [[nodiscard]] TaughtWafer view() const {
        return {.map = &file.map, .channels = file.channels, .rules = rules.view(), .bad = bad};
    }
};

std::unique_ptr<OtherWafer> load_other(const std::string& text, bool quiet) {
    const std::size_t equals = text.rfind('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        throw Error(ErrorKind::usage, fmt::format("--learn-from: '{}' must be like W2.h5=EL2.csv", text));
    auto other = std::make_unique<OtherWafer>();
    const std::string path = text.substr(0, equals);
    ReadOptions read;
    read.spectra = false;
    read.calibration_images = false;
    other->file = read_wafer_file(path, read);
    other->rules = rule_verdicts(other->file, path);
    ElRequest request;
    request.file = text.substr(equals + 1);
    const AlignedEl el = load_el(request, other->file.map, other->rules.view(), quiet);
    const ElJoin join = join_el(other->file.map, el.table.row, el.table.col, el.table.pass);
    other->bad = bad_by_cell(join, el.table.pass);
    return other;
}

}  // namespace

WaferLearning learn(const WaferFile& file, const RuleVerdicts& rules, const ElJoin& join, const ElTable& el,
                    const LearnRequest& request, bool quiet, const std::stop_token& stop) {
    std::vector<std::unique_ptr<OtherWafer>> others;
    for (const std::string& text : request.from) others.push_back(load_other(text, quiet));
    std::vector<TaughtWafer> views;
    for (const auto& other : others) views.push_back(other->view());
    LearnOptions options = request.options;
    if (!request.model.empty()) options.only = model_kind(request.model);
    return learn_from_el(file, rules, join, el.pass, views, request.share, options,
                         {.stop = stop, .progress = {}});
}

}  // namespace waferglow::cli
