// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/appearance_options.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <algorithm>
#include <cstdlib>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace waferglow::samples {

void add_appearance(CLI::App& app, simulated::RecordingSettings& s, AppearanceOptions& options) {
    const std::string group = "Reflected light";
    simulated::FaceSettings& face = s.face;
    app.add_option("--reflected", options.reflected,
                   "appearance: a channel of reflected light that shows the dies' surfaces and their damage; "
                   "plain: even "
                   "dies; none")
        ->check(CLI::IsMember({"none", "plain", "appearance"}))
        ->group(group);
    app.add_option("--damage", options.damage, "CLASS=SHARE of all dies, e.g. chipped=0.02; may be repeated")
        ->allow_extra_args(false)
        ->group(group);
    app.add_option("--only-damage", options.only_damage, "the class alone; may be repeated")
        ->allow_extra_args(false)
        ->group(group);
    app.add_option("--damage-factor", face.share_factor, "on all these shares")
        ->capture_default_str()
        ->group(group);
    app.add_option("--surface-scratches", face.scratches_per_thousand, "lines a thousand dies")
        ->capture_default_str()
        ->group(group);
    app.add_option("--corner-without-pad", face.corner_without_pad_share,
                   "share of the grid whose dies lack a pad")
        ->capture_default_str()
        ->group(group);
    const auto add = [&](const char* name, double& value, const char* help) {
        app.add_option(name, value, help)->capture_default_str()->group(group);
    };
    add("--street-light", face.street, "of the body's");
    add("--metal-light", face.metal, "of the body's");
    add("--grain", face.grain, "sd of the metal's light from place to place");
    add("--surface-spread", face.die_spread, "sd of a body's and a pad's light, die to die");
    add("--placement-px", face.placement_px, "sd of a die's place");
    add("--turn-mrad", face.turn_mrad, "sd of a die's turn");
    add("--lamp-flicker", face.lamp, "from tile to tile, +-");
    add("--surface-trend", face.trend, "smooth variation over the wafer");
    add("--lamp-vignetting", face.vignetting, "loss in the corners");
    add("--corner-blur", face.corner_blur, "blur in the corners over that in the middle");
}

void apply(const AppearanceOptions& options, simulated::RecordingSettings& s) {
    namespace sim = simulated;
    constexpr double kElectrons = 3000.0;
    constexpr double kExposure_ms = 2.0;
    const auto reflects = [](const sim::ChannelSettings& c) {
        return can(c.channel, &ChannelKindInfo::appearance);
    };
    const bool there = std::ranges::any_of(s.channels, reflects);
    if (options.reflected == "none") std::erase_if(s.channels, reflects);
    if ((options.reflected == "plain" || options.reflected == "appearance") && !there)
        s.channels.push_back(
            {{name_of(ChannelKind::reflected), ChannelKind::reflected, 0.0, kExposure_ms}, kElectrons});
    if (!options.reflected.empty()) s.face.enabled = options.reflected == "appearance";
    const auto share_of = [&](const std::string& name) -> double& {
        std::vector<std::string> names;
        for (const sim::FaceClassInfo& info : sim::face_classes()) {
            if (info.name == name) return s.face.shares.at(static_cast<std::size_t>(info.face));
            names.emplace_back(info.name);
        }
        throw Error(ErrorKind::usage,
                    fmt::format("there is no class of damage '{}'{}", name, did_you_mean(name, names)));
    };
    for (const std::string& entry : options.damage) {
        const std::size_t equals = entry.find('=');
        char* end = nullptr;
        const std::string number = equals == std::string::npos ? "" : entry.substr(equals + 1);
        const double share = std::strtod(number.c_str(), &end);
        if (number.empty() || *end != '\0')
            throw Error(ErrorKind::usage, fmt::format("--damage '{}' must be CLASS=SHARE", entry));
        share_of(entry.substr(0, equals)) = share;
    }
    if (options.only_damage.empty()) return;
    sim::FaceShares kept{};
    for (const std::string& name : options.only_damage) {
        const double& share = share_of(name);
        kept.at(static_cast<std::size_t>(&share - s.face.shares.data())) = share;
    }
    s.face.shares = kept;
}

}  // namespace waferglow::samples
