// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/registry/families.h"
#include "drivers/replay/replay.h"
#include "drivers/replay/replay_spectrometer.h"
#include "libinspect/base/error.h"

namespace waferglow::drivers {
namespace {

std::shared_ptr<ReplayBench> bench_of(const Shared& shared) {
    return std::static_pointer_cast<ReplayBench>(shared);
}

Shared open_replay(const Settings& s) {
    if (s.text("recording").empty())
        throw Error(ErrorKind::input, "[replay] recording is missing: the folder of the recording to play");
    return std::make_shared<ReplayBench>(s.text("recording"));
}

ToolFacts replay_facts(const Shared& shared) {
    const std::shared_ptr<ReplayBench> bench = bench_of(shared);
    ToolFacts facts;
    facts.camera = bench->recording().camera;
    facts.laser_spot_cm2 = ReplayBench::kSpotCm2;
    facts.lamp_mw = 1.0;
    facts.dark_frame = read_dark(bench->recording());
    facts.flat_frame = read_flat(bench->recording());
    const std::vector<Channel>& channels = bench->recording().channels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        ChannelFrames frames = read_channel_frames(bench->recording(), i);
        if (frames.any()) facts.channel_frames[channels[i].name] = std::move(frames);
    }
    return facts;
}

}  // namespace

DriverFamily replay_family() {
    DriverFamily family{.name = "replay",
                        .help = "a recording played as stage, camera, spectrometer and lights"};
    family.shared_settings = {{"recording", std::string(), "", "folder of the recording"}};
    family.open_shared = open_replay;
    family.facts = replay_facts;
    family.stage = {{}, [](const Settings&, const Shared& shared) {
                        return std::make_unique<ReplayStage>(bench_of(shared));
                    }};
    family.camera = {{}, [](const Settings&, const Shared& shared) {
                         return std::make_unique<ReplayCamera>(bench_of(shared));
                     }};
    family.spectrometer = {{}, [](const Settings&, const Shared& shared) {
                               return std::make_unique<ReplaySpectrometer>(bench_of(shared));
                           }};
    family.light = {
        {{"source", std::string("laser"), "", "which light of the recorded tool", {}, {}, {"laser", "lamp"}}},
        [](const Settings& s, const Shared& shared) {
            return std::make_unique<ReplayLight>(
                s.text("source") == "lamp" ? ReplayLightKind::lamp : ReplayLightKind::laser,
                bench_of(shared));
        }};
    return family;
}

}  // namespace waferglow::drivers
