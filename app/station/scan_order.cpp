// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/scan_order.h"

#include "app/tool/calibration_use.h"
#include "app/tool/spool.h"
#include "libinspect/store/journal.h"

namespace waferglow::station {

tool::ScanOutcome carry_out(ScanOrder order, tool::ScanControl& control, tool::ScanMonitor& monitor,
                            const drivers::DeviceLog& log) {
    const tool::OpenTool opened(order.tool_file, log);
    opened.complete(order.request);
    tool::ScanTool view = opened.view();
    const std::filesystem::path& folder =
        order.calibrations.empty() ? opened.calibration_folder() : order.calibrations;
    if (!folder.empty()) tool::use_calibrations(opened, folder, order.recipe, view, order.request);
    return tool::scan_wafer(view, order.recipe, order.request, control, monitor);
}

bool is_resumable(const tool::ScanRequest& request) {
    return std::filesystem::exists(journal_path(request.output)) ||
           tool::Spool::is_begun(tool::images_folder(request));
}

}  // namespace waferglow::station
