// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli report: a wafer file as a document for people who sign it.
#include "app/cli/module_verbs.h"
#include "app/cli/summary.h"
#include "app/cli/verb.h"
#include "app/report/report_file.h"
#include "libinspect/base/output_target.h"
#include "libinspect/store/wafer_file.h"

#include <memory>

namespace waferglow::cli {
namespace {

struct ReportArguments {
    std::string file;
    std::string output;
    std::string paper = "a4";
};

VerbResult report(const ReportArguments& arguments, const VerbContext& context) {
    refuse_as_output(arguments.output, {{arguments.file}});
    write_report(arguments.file, arguments.output,
                 arguments.paper == "letter" ? PaperSize::letter : PaperSize::a4, context.common.threads);
    VerbResult result{
        .text = arguments.output + "\n", .json = {{"file", arguments.output}}, .exit_code = kDone};
    if (is_module_file(arguments.file)) return result;
    tell_passed_over(arguments.file, read_wafer_info(arguments.file).header.passed_over, context.common.quiet,
                     result.json);
    return result;
}

}  // namespace

Verb add_report(CLI::App& app) {
    auto arguments = std::make_shared<ReportArguments>();
    CLI::App* command = app.add_subcommand("report", "write the report of a wafer as HTML or PDF");
    command->add_option("W.h5", arguments->file, "wafer file")->required();
    command
        ->add_option("--out", arguments->output, "report to write, .html or .pdf; replaced where it exists")
        ->required();
    command->add_option("--paper", arguments->paper, "PDF: paper size")
        ->check(CLI::IsMember({"a4", "letter"}))
        ->capture_default_str();
    return {command, [arguments](const VerbContext& context) { return report(*arguments, context); }};
}

}  // namespace waferglow::cli
