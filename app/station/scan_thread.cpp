// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/scan_thread.h"

#include "app/station/trouble.h"
#include "libinspect/base/error.h"
#include "libinspect/base/told_message.h"

#include <utility>

namespace waferglow::station {
namespace {

constexpr std::size_t kMostNews = 1000;

bool left_something(const tool::ScanRequest& request) noexcept {
    try {
        return is_resumable(request);
    } catch (const std::exception&) {  // a disk that can't even be asked
        return false;
    }
}

}  // namespace

ScanThread::ScanThread(ScanOrder order) : order_(std::move(order)), thread_([this] { run(); }) {}

ScanThread::~ScanThread() {
    control_.abort();
}

std::vector<drivers::DeviceNotice> ScanThread::take_news() {
    const std::lock_guard lock(mutex_);
    return std::exchange(news_, {});
}

std::optional<ScanSummary> ScanThread::summary() const {
    const std::lock_guard lock(mutex_);
    return summary_;
}

void ScanThread::run() {
    ScanSummary summary;
    try {
        summary = scan();
    } catch (const std::exception& error) {
        const Trouble trouble = trouble_of(error);
        summary.message = trouble.text;
        summary.stopped = trouble.kind == ErrorKind::cancelled;
        summary.device_fault = trouble.kind == ErrorKind::device;
        summary.disk_fault = cause_of(trouble.kind, trouble.text) == Cause::disk_full;
    }
    summary.resumable = !summary.complete && left_something(order_.request);
    const std::lock_guard lock(mutex_);
    summary_ = std::move(summary);
}

ScanSummary ScanThread::scan() {
    const tool::ScanOutcome outcome =
        carry_out(order_, control_, monitor_, [this](const drivers::DeviceNotice& notice) {
            const std::lock_guard lock(mutex_);
            if (news_.size() < kMostNews || notice.event == drivers::DeviceEvent::over)
                news_.push_back(notice);
        });
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

}  // namespace waferglow::station
