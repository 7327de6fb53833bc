// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/scan_run.h"

#include "app/gui/presenters/trouble.h"
#include "app/tool/calibration_use.h"
#include "libinspect/base/error.h"
#include "libinspect/store/journal.h"

#include <utility>

namespace waferglow::gui {
namespace {

constexpr std::size_t kMostNews = 1000;

}  // namespace

ScanRun::ScanRun(std::filesystem::path tool_file, Recipe recipe, tool::ScanRequest request)
    : tool_file_(std::move(tool_file)),
      recipe_(std::move(recipe)),
      request_(std::move(request)),
      thread_([this] { run(); }) {}

ScanRun::~ScanRun() {
    control_.abort();
}

std::vector<drivers::DeviceNotice> ScanRun::take_news() {
    const std::lock_guard lock(mutex_);
    return std::exchange(news_, {});
}

std::optional<ScanSummary> ScanRun::summary() const {
    const std::lock_guard lock(mutex_);
    return summary_;
}

void ScanRun::run() {
    ScanSummary summary;
    try {
        summary = scan();
    } catch (const std::exception& error) {
        summary.message = full_message(error);
        if (const auto* known = dynamic_cast<const Error*>(&error)) {
            summary.stopped = known->kind() == ErrorKind::cancelled;
            summary.device_fault = known->kind() == ErrorKind::device;
            summary.disk_fault = cause_of(known->kind(), summary.message) == Cause::disk_full;
        }
    }
    std::filesystem::path images = request_.output;
    images += ".images";
    std::error_code unknown;
    summary.resumable =
        !summary.complete && (std::filesystem::exists(journal_path(request_.output), unknown) ||
                              std::filesystem::exists(images, unknown));
    const std::lock_guard lock(mutex_);
    summary_ = std::move(summary);
}

ScanSummary ScanRun::scan() {
    tool::OpenTool opened(tool_file_, [this](const drivers::DeviceNotice& notice) {
        const std::lock_guard lock(mutex_);
        if (news_.size() < kMostNews || notice.event == drivers::DeviceEvent::over) news_.push_back(notice);
    });
    opened.complete(request_);
    tool::ScanTool view = opened.view();
    if (!opened.calibration_folder().empty())
        tool::use_calibrations(opened, opened.calibration_folder(), recipe_, view, request_);
    const tool::ScanOutcome outcome = tool::scan_wafer(view, recipe_, request_, control_, monitor_);
    const InspectOutcome& inspect = outcome.inspect;
    ScanSummary summary;
    summary.complete = inspect.fault.empty() && !inspect.cancelled;
    summary.stopped = inspect.cancelled;
    summary.device_fault = !inspect.fault.empty();
    summary.message = inspect.fault.empty() ? inspect.note : inspect.fault;
    summary.seconds = outcome.scan_s;
    for (const StoredBin& bin : inspect.file.bin_table) {
        summary.binned += bin.dies;
        if (bin.pass) summary.passed += bin.dies;
    }
    summary.measured = summary.binned;  // dies that no tile showed have no bin
    return summary;
}

}  // namespace waferglow::gui
