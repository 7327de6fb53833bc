// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli: the jobs of WaferGlow from the command line. Results on stdout, everything else on stderr.
#include "app/cli/cancellation.h"
#include "app/cli/verb.h"
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/base/version.h"

#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <vector>

#include <fmt/format.h>

namespace {

using namespace waferglow;
using namespace waferglow::cli;

enum ExitCode { kDone = 0, kJobFailed = 1, kUsage = 2, kInvalidInput = 3, kDeviceFault = 4, kCancelled = 5 };

int exit_code_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::job:
            return kJobFailed;
        case ErrorKind::usage:
            return kUsage;
        case ErrorKind::input:
            return kInvalidInput;
        case ErrorKind::device:
            return kDeviceFault;
        case ErrorKind::cancelled:
            return kCancelled;
    }
    return kJobFailed;
}

int report_failure(const std::string& message, int code, bool json) {
    fmt::print(stderr, "waferglow-cli: {}\n", message);
    if (json) {
        const nlohmann::ordered_json object{{"error", {{"message", message}, {"exit_code", code}}}};
        fmt::print("{}\n", object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    }
    return code;
}

int run_verb(const Verb& verb, const VerbContext& context) {
    const bool json = context.common.json;
    try {
        const ThreadLimit limit(context.common.threads);
        const VerbResult result = verb.body(context);
        const std::string text =
            json ? result.json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n"
                 : result.text;
        if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
            return report_failure("cannot write to standard output", kJobFailed, false);
        }
        return result.exit_code;
    } catch (const Error& error) {
        return report_failure(full_message(error), exit_code_of(error.kind()), json);
    } catch (const std::bad_alloc&) {
        return report_failure("out of memory: the job does not fit this machine", kJobFailed, json);
    } catch (const std::exception& error) {
        return report_failure(full_message(error), kJobFailed, json);
    }
}

}  // namespace

int main(int argc, char** argv) {
    Cancellation cancellation;
    CLI::App app("WaferGlow: micro-LED photoluminescence wafer inspection", "waferglow-cli");
    app.set_version_flag("--version", kVersion);
    app.require_subcommand(1);
    app.footer(
        "Exit codes: 0 done, 1 the job failed, 2 usage, 3 unreadable or invalid input file, 4 device fault, "
        "5 cancelled.");
    VerbContext context{.common = {}, .stop = cancellation.token()};
    const std::vector<Verb> verbs{add_inspect(app), add_analyse(app),   add_info(app),   add_verify(app),
                                  add_export(app),  add_correlate(app), add_report(app), add_scan(app),
                                  add_devices(app), add_calibrate(app)};
    for (const Verb& verb : verbs) {
        verb.command->add_flag("--json", context.common.json, "print one JSON object on stdout");
        verb.command->add_flag("-q,--quiet", context.common.quiet, "no progress bar, no notes");
        verb.command->add_option("--threads", context.common.threads, "worker threads; 0: all cores")
            ->check(CLI::Range(0, 1024))
            ->capture_default_str();
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked_for_help = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
        app.exit(error);
        return asked_for_help ? kDone : kUsage;
    }
    for (const Verb& verb : verbs) {
        if (verb.command->parsed()) return run_verb(verb, context);
    }
    return kUsage;
}
