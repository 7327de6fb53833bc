// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli: the jobs of WaferGlow from the command line. Results on stdout, everything else on stderr.
#include "app/cli/cancellation.h"
#include "app/cli/exit_code.h"
#include "app/cli/tell.h"
#include "app/cli/verb.h"
#include "libinspect/base/error.h"
#include "libinspect/base/json_text.h"
#include "libinspect/base/parallel.h"
#include "libinspect/base/told_message.h"
#include "libinspect/base/version.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace {

using namespace waferglow;
using namespace waferglow::cli;

std::string json_page(const nlohmann::ordered_json& json) {
    return json_text(json, 2) + "\n";
}

nlohmann::ordered_json error_json(const std::string& message, int code) {
    return {{"message", message}, {"exit_code", code}};
}

void print_error(const std::string& message, int code) {
    std::fputs(json_page({{"error", error_json(message, code)}}).c_str(), stdout);
}

int report_failure(const std::string& message, int code, bool json) {
    tell(message);
    if (json) print_error(message, code);
    return code;
}

int report_result(VerbResult result, bool json) {
    if (!result.failure.empty()) {
        tell(result.failure);
        result.json["error"] = error_json(result.failure, result.exit_code);
    }
    const std::string text = json ? json_page(result.json) : result.text;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
        return report_failure("cannot write to standard output", kJobFailed, false);
    }
    return result.exit_code;
}

/// CLI11's own words; after them the JSON object that a program which asked for one waits for.
int report_misuse(const CLI::App& app, const CLI::ParseError& error, bool json) {
    app.exit(error);
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
        return kDone;  // --help, --version
    if (json) print_error(error.what(), kUsage);
    return kUsage;
}

int run_verb(const Verb& verb, const VerbContext& context) {
    const bool json = context.common.json;
    try {
        const ThreadLimit limit(context.common.threads);
        return report_result(verb.body(context), json);
    } catch (const Error& error) {
        return report_failure(full_message(error), exit_code_of(error.kind()), json);
    } catch (const std::exception& error) {
        return report_failure(told_message(error), kJobFailed, json);
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
    const std::vector<Verb> verbs{add_inspect(app), add_analyse(app),   add_info(app),     add_verify(app),
                                  add_export(app),  add_correlate(app), add_gauge(app),    add_report(app),
                                  add_scan(app),    add_devices(app),   add_calibrate(app)};
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
        const std::span<char*> words(argv, static_cast<std::size_t>(argc));
        const bool json =
            std::ranges::any_of(words, [](const char* word) { return std::string_view(word) == "--json"; });
        return report_misuse(app, error, json);
    }
    for (const Verb& verb : verbs) {
        if (verb.command->parsed()) return run_verb(verb, context);
    }
    return kUsage;
}
