// SPDX-License-Identifier: GPL-3.0-or-later
// What every verb of the command line shares: its options, where results go, and how it is run.
#pragma once

#include "app/cli/exit_code.h"

#include <functional>
#include <stop_token>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace waferglow::cli {

/// Options that every verb has.
struct CommonOptions {
    bool json = false;  ///< print one JSON object on stdout
    int threads = 0;    ///< 0: all cores
    bool quiet = false;
};

/// What a verb needs while it runs.
struct VerbContext {
    CommonOptions common;
    std::stop_token stop;
};

/// What a verb has to say at its end: `text` for people, `json` for programs; one of them is printed.
/// `exit_code` other than kDone is for jobs that ended without an exception and yet did not pass, such as a
/// failed check; `failure`, where there is one, says why: it goes to stderr, and into the JSON as "error".
struct VerbResult {
    std::string text;
    nlohmann::ordered_json json;
    int exit_code = kDone;
    std::string failure = {};
};

/// Runs a verb whose options are parsed.
using VerbBody = std::function<VerbResult(const VerbContext&)>;

/// A verb: its CLI11 sub-command and its body.
struct Verb {
    CLI::App* command = nullptr;
    VerbBody body;
};

// Each adds its sub-command to `app`.
Verb add_inspect(CLI::App& app);
Verb add_analyse(CLI::App& app);
Verb add_info(CLI::App& app);
Verb add_verify(CLI::App& app);
Verb add_export(CLI::App& app);
Verb add_correlate(CLI::App& app);
Verb add_gauge(CLI::App& app);
Verb add_report(CLI::App& app);
Verb add_scan(CLI::App& app);
Verb add_devices(CLI::App& app);
Verb add_calibrate(CLI::App& app);

}  // namespace waferglow::cli
