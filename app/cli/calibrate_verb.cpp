// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli calibrate: measures what corrections need, with the tool; or fits a lamp's spectrum from a
// file.
#include "app/cli/summary.h"
#include "app/cli/tell.h"
#include "app/cli/verb.h"
#include "app/tool/calibration_runs.h"
#include "app/tool/calibration_steps.h"
#include "calibration/lamp_lines.h"
#include "calibration/wavelength_axis.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/byte_stream.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <sstream>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

using calibration::Record;
using tool::CalibrationKind;

constexpr const char* kList = "list";

struct CalibrateArguments {
    std::string kind;
    std::string tool;
    std::string folder;
    bool dry_run = false;
    int valid_days = -1;
    int frames = 0;
    double exposure_ms = 0.0;
    std::vector<double> at;
    std::string medium;
    std::string spectrum;
    double first_nm = 0.0;
    double last_nm = 0.0;
    tool::CalibrationOptions options;
};

nlohmann::ordered_json record_json(const Record& record) {
    nlohmann::ordered_json json{{"kind", record.kind},
                                {"measured", record.measured},
                                {"valid_until", record.valid_until},
                                {"digest", record.digest},
                                {"passed", record.passed()}};
    for (const calibration::DeviceName& device : record.devices)
        json["devices"][device.role] = device.identity;
    for (const calibration::Condition& condition : record.conditions)
        json["conditions"][condition.name] = condition.value;
    for (const calibration::Value& value : record.values) {
        nlohmann::ordered_json one{
            {"value", number_or_null(value.value)}, {"unit", value.unit}, {"passed", value.passed()}};
        if (value.least) one["least"] = *value.least;
        if (value.most) one["most"] = *value.most;
        json["values"][value.name] = std::move(one);
    }
    for (const calibration::Numbers& numbers : record.numbers) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const double value : numbers.values) list.push_back(number_or_null(value));
        json["numbers"][numbers.name] = std::move(list);
    }
    return json;
}

std::string record_text(const Record& record) {
    std::string text;
    for (const calibration::Value& value : record.values) {
        std::string limit;
        if (value.least) limit += fmt::format(" at least {:.6g}", *value.least);
        if (value.most) limit += fmt::format(" at most {:.6g}", *value.most);
        const bool none = std::isnan(value.value);
        text += fmt::format("  {:<36} {:>12} {:<16}{}{}\n", value.name,
                            none ? "none" : fmt::format("{:.6g}", value.value), value.unit,
                            value.passed() ? ""
                            : none         ? "CAN'T BE TOLD:"
                                           : "BEYOND ITS LIMIT:",
                            limit);
    }
    return text;
}

VerbResult told(const Record& record, const std::string& file, const std::string& remark) {
    VerbResult result;
    result.json = record_json(record);
    result.json["file"] = file;
    result.text = fmt::format("{}{}\n{}", record.kind, remark, record_text(record));
    if (!record.passed()) result.exit_code = kJobFailed;
    return result;
}

/// Lines of "pixel,counts" or "counts"; what is no number above them is a header.
std::vector<double> read_counts(const std::string& file) {
    std::istringstream stream(read_text(file));
    std::vector<double> counts;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (line.empty() || line[0] == '#') continue;
        for (char& c : line)
            if (c == ',' || c == ';' || c == '\t') c = ' ';
        std::istringstream fields(line);
        fields.imbue(std::locale::classic());
        double value = 0.0;
        bool any = false;
        while (fields >> value) any = true;
        if (any) {
            counts.push_back(value);
        } else if (!counts.empty()) {
            throw Error(ErrorKind::input, fmt::format("{} line {}: '{}' is no count", file, number, line));
        }
    }
    return counts;
}

VerbResult fit_file(const CalibrateArguments& arguments) {
    const std::vector<double> counts = read_counts(arguments.spectrum);
    if (!(arguments.last_nm > arguments.first_nm && arguments.first_nm > 0.0))
        throw Error(ErrorKind::usage,
                    "--spectrum needs --first-nm and --last-nm: about the wavelengths of its "
                    "first and last pixel");
    std::vector<double> coarse_nm;
    for (std::size_t p = 0; p < counts.size(); ++p)
        coarse_nm.push_back(arguments.first_nm +
                            (arguments.last_nm - arguments.first_nm) * static_cast<double>(p) /
                                static_cast<double>(std::max<std::size_t>(counts.size(), 2) - 1));
    const std::optional<calibration::Medium> medium =
        arguments.medium.empty()       ? std::optional<calibration::Medium>{}
        : arguments.medium == "vacuum" ? calibration::Medium::vacuum
                                       : calibration::Medium::air;
    const calibration::LineList lines =
        arguments.options.line_list.empty()
            ? calibration::mercury_argon_lines()
            : calibration::read_line_list(arguments.options.line_list, medium);
    const calibration::WavelengthAxis axis =
        calibration::fit_wavelengths(counts, coarse_nm, lines, {.degree = arguments.options.degree});
    Record record = tool::describe_axis(axis, coarse_nm);
    record.kind = "wavelength";
    record.conditions = {{"medium", "air"}, {"lines", lines.source}, {"spectrum", arguments.spectrum}};
    return told(record, "", fmt::format(" of {}, in air, lines: {}", arguments.spectrum, lines.source));
}

VerbResult list(const tool::OpenTool& opened, const std::filesystem::path& folder) {
    VerbResult result;
    result.json["folder"] = folder.string();
    for (const tool::StoredCalibration& stored : tool::survey_calibrations(opened, folder)) {
        const std::string& name = tool::info_of(stored.kind).name;
        nlohmann::ordered_json& json = result.json["calibrations"][name];
        json["state"] = tool::to_string(stored.state);
        json["message"] = stored.message;
        result.text +=
            fmt::format("{:<16} {:<18} {}\n", name, tool::to_string(stored.state),
                        stored.message.empty() ? "until " + stored.record->valid_until : stored.message);
        if (!stored.record) continue;
        json["valid_until"] = stored.record->valid_until;
        json["digest"] = stored.record->digest;
    }
    return result;
}

VerbResult calibrate(const CalibrateArguments& arguments, const VerbContext& context) {
    if (!arguments.spectrum.empty()) {
        if (arguments.kind != "wavelength")
            throw Error(ErrorKind::usage, "--spectrum goes with `calibrate wavelength` only");
        return fit_file(arguments);
    }
    tool::CalibrationOptions options = arguments.options;
    options.folder = arguments.folder.empty() ? tool::default_calibration_folder(arguments.tool)
                                              : std::filesystem::path(arguments.folder);
    const bool listing = arguments.kind == kList;
    const CalibrationKind kind = listing ? CalibrationKind::dark : tool::calibration_kind(arguments.kind);
    tool::OpenTool opened(arguments.tool);
    if (listing) return list(opened, options.folder);
    if (arguments.dry_run) options.folder.clear();
    if (arguments.valid_days >= 0) options.valid_days = arguments.valid_days;
    if (arguments.frames > 0) options.frames = arguments.frames;
    if (arguments.exposure_ms > 0.0) options.exposure_ms = arguments.exposure_ms;
    if (arguments.at.size() == 2) options.at = StagePoint{arguments.at[0], arguments.at[1]};
    std::string last;
    const auto progress = [&](const tool::CalibrationProgress& now) {
        if (context.common.quiet || now.step == last) return;
        last = now.step;
        tell(fmt::format("{:3.0f} % {}", 100.0 * now.share, now.step));
    };
    const tool::CalibrationOutcome outcome =
        tool::run_calibration(kind, opened, options, context.stop, progress);
    VerbResult result =
        told(outcome.record, outcome.file.string(),
             outcome.file.empty()
                 ? ", not stored"
                 : fmt::format(" -> {}, valid until {}", outcome.file.string(), outcome.record.valid_until));
    if (!outcome.passed) {
        result.failure = outcome.summary + "; it is not stored";
        result.exit_code = kJobFailed;
    }
    return result;
}

}  // namespace

Verb add_calibrate(CLI::App& app) {
    auto a = std::make_shared<CalibrateArguments>();
    std::vector<std::string> names;
    for (const tool::CalibrationKindInfo& info : tool::calibration_kinds()) names.push_back(info.name);
    CLI::App* command = app.add_subcommand("calibrate", "measure a calibration with the tool");
    command
        ->add_option(
            "kind", a->kind,
            fmt::format("{}; or list: what is there and whether it may be used", fmt::join(names, ", ")))
        ->required();
    command->add_option("--tool", a->tool, "tool file (TOML); without it the simulated tool");
    command->add_option("--out", a->folder,
                        "folder of calibrations; without it as the tool file names, or "
                        "'calibrations' beside it");
    command->add_flag("--dry-run", a->dry_run, "measure and tell, store nothing");
    command->add_option("--valid-days", a->valid_days, "how long it may be used")
        ->check(CLI::Range(0, 36500));
    command->add_option("--frames", a->frames, "exposures or spectra averaged")->check(CLI::Range(1, 65536));
    command
        ->add_option("--exposure-ms", a->exposure_ms, "exposure or integration; without it found by itself")
        ->check(CLI::PositiveNumber);
    command->add_option("--light", a->options.light, "name of the light, where the tool has several");
    command->add_option("--at", a->at, "wafer point in um: X,Y")->delimiter(',')->expected(2);
    command->add_option("--diameter-mm", a->options.diameter_mm, "of the wafer: stage, focus, colour")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--lines", a->options.line_list,
                        "wavelength: list of the lamp's lines, "
                        "\"wavelength,strength\"; without it mercury and argon");
    command
        ->add_option("--lines-medium", a->medium,
                     "wavelength: what the list is in; without it air, or as a "
                     "list saved from NIST says")
        ->check(CLI::IsMember({"air", "vacuum"}));
    command->add_option("--degree", a->options.degree, "wavelength: of the polynomial")
        ->check(CLI::Range(1, 5))
        ->capture_default_str();
    command->add_option("--spectrum", a->spectrum,
                        "wavelength: fit this file, \"pixel,counts\", without a tool");
    command->add_option("--first-nm", a->first_nm,
                        "with --spectrum: about the wavelength of its first pixel");
    command->add_option("--last-nm", a->last_nm, "with --spectrum: about that of its last");
    command->add_option("--lamp-k", a->options.lamp_temperature_k, "response: temperature of the lamp")
        ->check(CLI::Range(500.0, 10000.0))
        ->capture_default_str();
    command->add_option("--lamp-file", a->options.lamp_file,
                        "response: the lamp's spectrum, \"wavelength_nm,photons\"");
    command->add_option("--filter", a->options.filter,
                        "colour: name of the filter on the wheel, where it has several");
    command->add_option("--focus-middle-um", a->options.focus_middle_um, "focus: where to begin to look");
    command->add_option("--focus-range-um", a->options.focus_range_um, "focus: how far up and down")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    return {command, [a](const VerbContext& context) { return calibrate(*a, context); }};
}

}  // namespace waferglow::cli
