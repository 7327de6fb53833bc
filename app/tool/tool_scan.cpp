// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/tool_scan.h"

#include "app/tool/patiently.h"
#include "app/tool/reference_frames.h"
#include "app/tool/scan_fit.h"
#include "app/tool/spectral_plan.h"
#include "app/tool/tool_source.h"
#include "libinspect/base/error.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/scan/die_pictures.h"
#include "libinspect/scan/earlier_run.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTakenNow = "taken before the scan";

/// What the devices say of themselves, for the file.
std::vector<ToolSetting> describe_tool(TileTaker& taker, const std::vector<ScanChannel>& channels,
                                       const ScanRequest& request, const std::stop_token& stop) {
    std::vector<ToolSetting> settings{{"source", "tool"}};
    for (const NamedDevice& named : taker.tool().devices()) {
        const drivers::Identity identity = patiently(taker, "the identity of the " + named.name, stop,
                                                     [&] { return named.device->identity(); });
        settings.push_back({named.name, fmt::format("{} {} {} {}", identity.vendor, identity.model,
                                                    identity.serial_number, identity.firmware)});
    }
    if (taker.tool().filter_wheel != nullptr)
        for (const ScanChannel& channel : channels) {
            const int position = taker.tool().filter_position(channel.filter);
            settings.push_back(
                {"filter of " + channel.channel.name,
                 fmt::format("{}, position {}", taker.tool().filter_name(position), position)});
        }
    settings.insert(settings.end(), request.tool_settings.begin(), request.tool_settings.end());
    return settings;
}

/// Those of single channels, in the same order of preference but for the last.
void channel_frames(ScanJob& job, const ScanRequest& request, const Spool& spool) {
    job.frames = spool.load_channel_frames(job.channels);
    for (std::size_t i = 0; i < job.channels.size(); ++i) {
        const auto given = request.channel_frames.find(job.channels[i].name);
        if (given == request.channel_frames.end() || job.has_own_frames(i)) continue;
        if (!can(job.channels[i], &ChannelKindInfo::appearance)) continue;
        job.frames.resize(job.channels.size());
        job.frames[i] = given->second;
        spool.store_channel_frames(job.channels[i], job.frames[i]);
    }
}

/// Dark and flat of a job: from the spool where a scan is resumed, else as given, else taken now.
void reference_frames(ScanJob& job, const ScanRecipe& scan, const ScanRequest& request, const Spool& spool,
                      TileTaker& taker, std::size_t strongest, const std::stop_token& stop) {
    job.dark = spool.load_frame("dark.tif");
    if (!job.dark) {
        if (request.dark_frame) {
            job.dark = request.dark_frame;
        } else if (scan.dark_frames > 0) {
            job.dark = take_dark(taker, strongest, job.tiles.front().position,
                                 static_cast<int>(scan.dark_frames), stop);
        }
        if (job.dark) spool.store_frame("dark.tif", *job.dark);
    }
    job.flat = spool.load_frame("flat.tif");
    if (!job.flat) {
        if (request.flat_frame) {
            job.flat = request.flat_frame;
        } else if (takes_flat(scan, taker.tool(), request)) {
            taker.release();
            job.flat = take_flat(taker.tool(), taker.retry(), static_cast<int>(scan.flat_frames), stop);
        }
        if (job.flat) spool.store_frame("flat.tif", *job.flat);
    }
    channel_frames(job, request, spool);
}

/// The images of a complete scan: a recording, or of no more use.
void finish_images(const Spool& spool, ScanJob job) {
    if (!spool.keeps_all()) return spool.remove();
    job.dark = spool.load_frame("dark.tif");
    job.flat = spool.load_frame("flat.tif");
    job.frames = spool.load_channel_frames(job.channels);
    spool.finish(job);
}

/// An earlier run wrote the wafer file. Where it was stopped after that its images wait for their end.
ScanOutcome finished_scan(const ScanRequest& request, ScanPlan plan, WaferFile file, ScanMonitor& monitor) {
    ScanOutcome outcome;
    outcome.inspect.file = std::move(file);
    outcome.inspect.note = fmt::format("{} is complete, there is nothing to resume", request.output.string());
    if (Spool::is_begun(images_folder(request))) {
        const Spool spool(images_folder(request), plan.job, request.record.has_value(), true, false);
        finish_images(spool, plan.job);
    }
    outcome.plan = std::move(plan);
    monitor.set_phase(ScanPhase::done);
    return outcome;
}

/// The whole job; members in the order in which they are needed, so that the tool is made safe last.
class Scan {
  public:
    Scan(const ScanTool& tool, const Recipe& recipe, const ScanRequest& request, ScanControl& control,
         ScanMonitor& monitor)
        : tool_(tool),
          recipe_(recipe),
          scan_(*recipe.scan),
          request_(request),
          control_(control),
          monitor_(monitor),
          safe_(tool) {
        outcome_.plan = make_plan(scan_, tool.camera_info);
        setups_ = fit(outcome_.plan, scan_, tool, request);
        check_output(request.output, request.force || request.resume);
        keep_for_pictures();
        if (request.announce) request.announce(describe(outcome_.plan, outcome_.estimate));
    }

    ScanOutcome run() {
        const auto start = std::chrono::steady_clock::now();
        Spool spool(images_folder(request_), outcome_.plan.job, request_.record.has_value(), request_.resume,
                    request_.force);
        outcome_.resumed =
            request_.resume && std::ranges::any_of(outcome_.plan.job.tiles,
                                                   [&](const ScanTile& tile) { return spool.has(tile); });
        RetryPolicy retry = request_.retry;
        retry.attempts = static_cast<int>(scan_.retries);
        TileTaker taker(tool_, setups_, retry);
        taker.prepare_patiently(control_.token());
        described_ = describe_tool(taker, scan_.channels, request_, control_.token());
        monitor_.set_phase(ScanPhase::calibrating);
        ScanJob job = outcome_.plan.job;
        const std::size_t strongest = needed_strongest(job.channels, &ChannelKindInfo::judged);
        reference_frames(job, scan_, request_, spool, taker, strongest, control_.token());
        monitor_.begin(outcome_.plan.job, strongest);
        inspect(spool, taker, std::move(job));
        outcome_.scan_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        outcome_.taken = taker.statistics();
        finish(spool);
        return std::move(outcome_);
    }

  private:
    /// Tiles that pictures of dies are cut from wait in the spool, where the disk has room for them.
    void keep_for_pictures() {
        const auto estimate = [&](const std::vector<std::size_t>& kept) {
            outcome_.estimate = estimate_scan(outcome_.plan, scan_, tool_,
                                              {.keep_all = request_.record.has_value(),
                                               .kept_channels = kept,
                                               .resume = request_.resume,
                                               .queue_bytes = request_.queue_bytes});
        };
        const std::vector<std::size_t> wanted = picture_channels(outcome_.plan.job.channels, recipe_);
        estimate(wanted);
        const auto fits = [&] {
            try {
                check_disk(outcome_.estimate, request_.output, images_folder(request_));
                return true;
            } catch (const Error&) {
                if (wanted.empty() || request_.record) throw;
                return false;
            }
        };
        kept_.assign(outcome_.plan.job.channels.size(), false);
        if (fits()) {
            for (const std::size_t channel : wanted) kept_[channel] = true;
            return;
        }
        estimate({});
        check_disk(outcome_.estimate, request_.output, images_folder(request_));
    }

    void inspect(const Spool& spool, TileTaker& taker, ScanJob job) {
        auto source = std::make_unique<ToolSource>(
            taker, std::move(job), spool, control_, clock_,
            ToolSourceOptions{.queue_bytes = request_.queue_bytes,
                              .keep_going = request_.keep_going,
                              .look_ahead = !request_.resume,
                              .kept = kept_,
                              .on_frame = [this](const ScanTile& tile,
                                                 const Image& image) { monitor_.on_frame(tile, image); },
                              .on_event = [this](const std::string& event) { monitor_.add_event(event); }});
        InspectSource inspected{.tiles = *source,
                                .tool = described_,
                                .dark_origin = origin(request_.dark_frame.has_value(), request_.dark_origin),
                                .flat_origin = origin(request_.flat_frame.has_value(), request_.flat_origin),
                                .calibrations = request_.calibrations};
        if (scan_.spectra.wanted()) {
            inspected.spectra = [&](const WaferFile& measured) {
                source->close();  // the devices are this thread's now
                return spectra(measured, taker, spool);
            };
        }
        outcome_.inspect = inspect_source(inspected, recipe_,
                                          {.output = request_.output,
                                           .force = request_.force,
                                           .resume = request_.resume,
                                           .keep_going = request_.keep_going,
                                           .threads = request_.threads,
                                           .log = request_.log,
                                           .stop = control_.token(),
                                           .progress = &monitor_,
                                           .observer =
                                               [this](const TileRecord& record) {
                                                   clock_.end_computing(record.tile);
                                                   monitor_.on_record(record);
                                                   return true;
                                               },
                                           .hdf5 = request_.hdf5});
        outcome_.resumed = outcome_.resumed || outcome_.inspect.resumed;
        source->close();
        outcome_.peak_queue_bytes = source->peak_queue_bytes();
        outcome_.activity = clock_.activity();
    }

    [[nodiscard]] std::string origin(bool given, const std::string& own) const {
        if (!given) return kTakenNow;
        return own.empty() ? request_.frames_origin : own;
    }

    SpectraOutcome spectra(const WaferFile& measured, TileTaker& taker, const Spool& spool) {
        const std::vector<DieIndex> dies = spectral_plan(measured, recipe_);
        std::size_t channel = needed_strongest(measured.channels, &ChannelKindInfo::judged);
        for (std::size_t i = 0; i < measured.channels.size(); ++i) {
            if (measured.channels[i].name == scan_.spectra.channel) channel = i;
        }
        outcome_.spectra = static_cast<std::int64_t>(dies.size());
        if (dies.empty()) return {};
        return take_spectra(taker, measured, dies, scan_.spectra, channel, spool.spectra_file(), control_,
                            monitor_);
    }

    void finish(const Spool& spool) {
        const InspectOutcome& inspect = outcome_.inspect;
        const bool complete = inspect.fault.empty() && !inspect.cancelled;
        if (complete) finish_images(spool, outcome_.plan.job);
        monitor_.set_phase(complete ? ScanPhase::done : ScanPhase::failed,
                           inspect.cancelled ? "stopped" : inspect.fault);
    }

    const ScanTool& tool_;
    const Recipe& recipe_;
    const ScanRecipe& scan_;
    const ScanRequest& request_;
    ScanControl& control_;
    ScanMonitor& monitor_;
    SafeState safe_;
    ScanOutcome outcome_;
    std::vector<ChannelSetup> setups_;
    std::vector<ToolSetting> described_;
    std::vector<bool> kept_;  // by channel
    ActivityClock clock_;
};

}  // namespace

fs::path images_folder(const ScanRequest& request) {
    fs::path beside = request.output;
    beside += ".images";
    return request.record.value_or(beside);
}

ScanOutcome scan_wafer(const ScanTool& tool, const Recipe& recipe, const ScanRequest& request,
                       ScanControl& control, ScanMonitor& monitor) {
    if (!recipe.scan)
        throw Error(ErrorKind::usage,
                    "the recipe has no [scan] section, which says what to scan: wafer, grid, "
                    "channels; see docs/scanning.md");
    monitor.set_phase(ScanPhase::preparing);
    try {
        std::unique_lock<std::mutex> hdf5;
        if (request.hdf5 != nullptr) hdf5 = std::unique_lock(*request.hdf5);
        if (request.resume) {
            ScanPlan plan = make_plan(*recipe.scan, tool.camera_info);
            if (auto file = finished_run(request.output, plan.job, recipe, request.threads))
                return finished_scan(request, std::move(plan), std::move(*file), monitor);
        }
        if (hdf5) hdf5.unlock();
        return Scan(tool, recipe, request, control, monitor).run();
    } catch (const std::exception& error) {
        monitor.set_phase(ScanPhase::failed, full_message(error));
        throw;
    }
}

}  // namespace waferglow::tool
