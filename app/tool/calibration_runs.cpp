// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/calibration_runs.h"

#include "app/tool/calibration_steps.h"
#include "app/tool/calibration_use.h"
#include "calibration/filter_transmission.h"
#include "calibration/record_file.h"
#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/store/digest.h"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

using calibration::DeviceName;
using calibration::Record;
using calibration::Value;

std::chrono::system_clock::time_point now_of(std::chrono::system_clock::time_point given) {
    return given == std::chrono::system_clock::time_point{} ? std::chrono::system_clock::now() : given;
}

/// The devices that a result of this kind holds for, of all that the tool has.
bool concerns(CalibrationKind kind, const std::string& role, const std::string& light) {
    switch (kind) {
        case CalibrationKind::dark:
        case CalibrationKind::flat:
        case CalibrationKind::photon_transfer:
            return role == "camera";
        case CalibrationKind::stage:
            return role == "camera" || role == "stage";
        case CalibrationKind::focus:
            return role == "stage";
        case CalibrationKind::wavelength:
        case CalibrationKind::response:
            return role == "spectrometer";
        case CalibrationKind::colour:
            return role == "spectrometer" || role == "filter wheel";
        case CalibrationKind::power:
            break;
    }
    return role == fmt::format("light '{}'", light);
}

/// The stored axis where it may be used, else the device's own.
std::vector<double> axis_of(const OpenTool& tool, const CalibrationOptions& options, Record& note) {
    if (!options.folder.empty()) {
        for (const StoredCalibration& stored : survey_calibrations(tool, options.folder, options.now)) {
            if (stored.kind != CalibrationKind::wavelength || stored.state != CalibrationState::valid)
                continue;
            note.conditions.push_back({"wavelengths", "by calibration " + stored.record->digest});
            return wavelengths_of(*stored.record, tool.view());
        }
    }
    note.conditions.push_back({"wavelengths", "as the device believes"});
    return {};
}

Record measure(CalibrationKind kind, const OpenTool& tool, const CalibrationBench& bench) {
    const CalibrationOptions& options = bench.options();
    const int frames = std::max(1, options.frames.value_or(info_of(kind).frames));
    switch (kind) {
        case CalibrationKind::dark:
            return run_dark(bench, frames);
        case CalibrationKind::flat:
            return run_flat(bench, frames);
        case CalibrationKind::photon_transfer:
            return run_photon_transfer(bench, frames);
        case CalibrationKind::stage:
            return run_stage(bench);
        case CalibrationKind::focus:
            return run_focus(bench);
        case CalibrationKind::wavelength:
            return run_wavelength(bench, frames);
        case CalibrationKind::response:
        case CalibrationKind::colour: {
            Record note;
            std::vector<double> nm = axis_of(tool, options, note);
            const auto run = kind == CalibrationKind::response ? run_response : run_colour;
            Record record = run(bench, frames, std::move(nm));
            record.conditions.insert(record.conditions.end(), note.conditions.begin(), note.conditions.end());
            return record;
        }
        case CalibrationKind::power:
            break;
    }
    return run_power(bench, frames);
}

// What recipes take of a filter lies beside its record, as a table.
constexpr const char* kTableFile = "colour-transmission.csv";

std::string table_of(const Record& record) {
    return calibration::transmission_csv(record.numbers_of("wavelength"), record.numbers_of("transmission"));
}

std::string table_note(const std::string& table) {
    return fmt::format("{}, sha256 {}", kTableFile, sha256_hex(std::as_bytes(std::span(table))));
}

void write_table(const std::filesystem::path& folder, const std::string& table) {
    AtomicFile file(folder / kTableFile);
    file.write(table);
    file.commit();
}

std::string summary_of(const CalibrationOutcome& outcome) {
    std::string text = info_of(outcome.kind).title + ": ";
    const std::size_t shown = std::min<std::size_t>(outcome.record.values.size(), 3);
    for (std::size_t i = 0; i < shown; ++i) {
        const Value& value = outcome.record.values[i];
        text += fmt::format("{}{} {:.5g}{}{}", i == 0 ? "" : ", ", value.name, value.value,
                            value.unit.empty() ? "" : " ", value.unit);
    }
    for (const Value& value : outcome.record.values) {
        if (value.passed()) continue;
        if (std::isnan(value.value)) {
            text += fmt::format("; {} can't be told from what was measured", value.name);
            continue;
        }
        text += fmt::format("; {} = {:.5g} {} is beyond its limit{}{}", value.name, value.value, value.unit,
                            value.least ? fmt::format(", at least {:.5g}", *value.least) : "",
                            value.most ? fmt::format(", at most {:.5g}", *value.most) : "");
    }
    return text;
}

}  // namespace

CalibrationOutcome run_calibration(CalibrationKind kind, OpenTool& tool, const CalibrationOptions& options,
                                   const std::stop_token& stop, const OnCalibrationProgress& progress) {
    CalibrationOutcome outcome;
    outcome.kind = kind;
    const auto now = now_of(options.now);
    {
        const CalibrationBench bench(tool.view(), options, stop, progress);
        outcome.record = measure(kind, tool, bench);
        std::string light;
        for (const calibration::Condition& condition : outcome.record.conditions)
            if (condition.name == "light") light = condition.value;
        for (const DeviceName& device : device_names(tool.view()))
            if (concerns(kind, device.role, light)) outcome.record.devices.push_back(device);
    }
    Record& record = outcome.record;
    record.kind = info_of(kind).name;
    record.measured = calibration::utc_text(now);
    record.valid_until = calibration::utc_text(
        now + std::chrono::hours(24) * options.valid_days.value_or(info_of(kind).valid_days));
    outcome.passed = record.passed();
    if (outcome.passed && !options.folder.empty()) {
        const bool tabled = kind == CalibrationKind::colour;
        const std::string table = tabled ? table_of(record) : std::string();
        if (tabled) record.conditions.push_back({"table", table_note(table)});
        outcome.file = calibration::write_record(options.folder, record);
        if (tabled) write_table(options.folder, table);
    }
    outcome.summary = summary_of(outcome);
    return outcome;
}

std::vector<StoredCalibration> survey_calibrations(const OpenTool& tool, const std::filesystem::path& folder,
                                                   std::chrono::system_clock::time_point now) {
    std::vector<StoredCalibration> all;
    const std::vector<DeviceName> devices = device_names(tool.view());
    for (const CalibrationKindInfo& info : calibration_kinds()) {
        StoredCalibration stored;
        stored.kind = info.kind;
        stored.file = calibration::record_path(folder, info.name);
        std::error_code error;
        if (!std::filesystem::exists(stored.file, error)) {
            stored.message = fmt::format("not done yet; do it by: {}", renewal(info, tool, folder, nullptr));
            all.push_back(std::move(stored));
            continue;
        }
        std::string why;
        try {
            stored.record = calibration::read_record(stored.file);
            const Record& record = *stored.record;
            const std::string other = calibration::other_device(record, devices);
            if (!other.empty()) {
                stored.state = CalibrationState::other_device;
                why = fmt::format("{}: {}", stored.file.string(), other);
            } else if (calibration::is_expired(record, now_of(now))) {
                stored.state = CalibrationState::expired;
                why = fmt::format("{}: it expired at {}", stored.file.string(), record.valid_until);
            } else {
                stored.state = CalibrationState::valid;
            }
        } catch (const Error& problem) {
            stored.state = CalibrationState::damaged;
            why = full_message(problem);
        }
        if (stored.state != CalibrationState::valid)
            stored.message =
                fmt::format("{}; renew it by: {}", why,
                            renewal(info, tool, folder, stored.record ? &*stored.record : nullptr));
        all.push_back(std::move(stored));
    }
    return all;
}

std::filesystem::path default_calibration_folder(const std::filesystem::path& tool_file) {
    if (tool_file.empty()) return "calibrations";
    const std::string named = drivers::read_tool_config(tool_file).calibration_folder;
    return tool_file.parent_path() / (named.empty() ? "calibrations" : named);
}

}  // namespace waferglow::tool
