// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/scan_check.h"

#include "app/tool/calibration_use.h"
#include "app/tool/scan_estimate.h"
#include "app/tool/scan_fit.h"
#include "drivers/registry/tool_config.h"
#include "libinspect/base/error.h"
#include "libinspect/base/told_message.h"
#include "libinspect/scan/earlier_run.h"
#include "libinspect/scan/plan.h"
#include "libinspect/store/journal.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace waferglow::station {
namespace {

namespace fs = std::filesystem;

tool::ScanRequest request_of(const fs::path& output) {
    tool::ScanRequest request;
    request.output = output;
    return request;
}

bool begun(const fs::path& output) {
    return fs::exists(output) || fs::exists(journal_path(output)) ||
           fs::exists(tool::images_folder(request_of(output)));
}

void check_file(const ScanWish& wish, std::mutex& hdf5, ScanCheck& check) {
    check.output = scan_file(wish.output_folder, wish.wafer_id);
    for (int copy = 2; wish.again && begun(check.output); ++copy)
        check.output = scan_file(wish.output_folder, fmt::format("{}-{}", wish.wafer_id, copy));
    const std::string name = check.output.filename().string();
    try {
        fs::create_directories(wish.output_folder);
        const std::lock_guard lock(hdf5);
        check_output(check.output, true);
        check.exists = is_inspected(check.output);
    } catch (const std::exception& error) {
        check.alarms.push_back({told_message(error), Remedy::free_disk});
        return;
    }
    check.unfinished = !check.exists && begun(check.output);
    if (check.exists) check.alarms.push_back({fmt::format("{} is there already", name), Remedy::scan_again});
    if (check.unfinished)
        check.alarms.push_back({fmt::format("the scan of {} was not finished", name), Remedy::resume_or_new});
}

bool all_simulated(const std::vector<tool::DeviceReport>& devices) {
    return std::ranges::all_of(devices,
                               [](const tool::DeviceReport& device) { return device.driver == "simulated"; });
}

void check_plan(const Recipe& recipe, const tool::ScanTool& tool, const tool::ScanRequest& request,
                ScanCheck& check) {
    const ScanRecipe& scan = *recipe.scan;
    const ScanPlan plan = make_plan(scan, tool.camera_info);
    static_cast<void>(tool::fit(plan, scan, tool, request));
    const tool::ScanEstimate estimate =
        tool::estimate_scan(plan, scan, tool, {.queue_bytes = request.queue_bytes});
    check.plan = tool::describe(plan, estimate);
    check.seconds = estimate.seconds;
    check.dies = static_cast<std::int64_t>(plan.dies);
    check.tiles = static_cast<std::int64_t>(plan.job.tiles.size());
    tool::check_disk(estimate, check.output, tool::images_folder(request));
}

/// The tool by its calibrations, as the scan will see it; by none where the scan would refuse one, which
/// expired or is of another device.
tool::ScanTool calibrated(const Recipe& recipe, const tool::OpenTool& opened, tool::ScanRequest& request,
                          ScanCheck& check) {
    if (opened.calibration_folder().empty()) return opened.view();
    try {
        tool::ScanTool view = opened.view();
        tool::use_calibrations(opened, opened.calibration_folder(), recipe, view, request);
        return view;
    } catch (const Error& error) {
        check.alarms.push_back({told_message(error), Remedy::calibrate});
        return opened.view();
    }
}

void check_tool(const ScanWish& wish, ScanCheck& check) {
    try {
        const tool::OpenTool opened(wish.tool_file);
        check.devices = opened.report();
        for (const tool::DeviceReport& device : check.devices)
            if (!device.reachable) throw Error(ErrorKind::device, device.error);
        tool::ScanRequest request = request_of(check.output);
        opened.complete(request);
        const tool::ScanTool view = calibrated(*wish.recipe.recipe, opened, request, check);
        check_plan(*wish.recipe.recipe, view, request, check);
    } catch (const Error& error) {
        Remedy remedy = Remedy::fit_recipe;
        if (error.kind() == ErrorKind::device || error.kind() == ErrorKind::input)
            remedy = Remedy::check_device;
        if (error.kind() == ErrorKind::job) remedy = Remedy::free_disk;
        check.alarms.push_back({told_message(error), remedy});
    }
    try {
        if (check.devices.empty()) check.devices = tool::survey_devices(wish.tool_file);
    } catch (const Error&) {
        return;  // a tool file that can't be read has been told above
    }
    check.simulated = all_simulated(check.devices);
}

}  // namespace

fs::path scan_file(const fs::path& folder, const std::string& wafer_id) {
    std::string name = wafer_id;
    for (char& c : name) {
        const bool fits =
            std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
        if (!fits) c = '_';
    }
    if (!name.empty() && name.front() == '.') name.front() = '_';
    return folder / (name + ".h5");
}

ScanCheck check_scan(const ScanWish& wish, std::mutex& hdf5) {
    ScanCheck check;
    check.output = scan_file(wish.output_folder, "wafer");  // where there is none yet, the disk is the same
    if (!wish.recipe.recipe) check.alarms.push_back({wish.recipe.problem, Remedy::mend_recipe});
    if (wish.wafer_id.empty())
        check.alarms.push_back({"the wafer has no ID yet", Remedy::name_wafer});
    else
        check_file(wish, hdf5, check);
    if (wish.recipe.recipe) check_tool(wish, check);
    return check;
}

}  // namespace waferglow::station
