// SPDX-License-Identifier: GPL-3.0-or-later
// The names of long tasks are written where the tasks are, which knows no Qt; here they are marked for
// translation. The window looks them up in the context "Tasks".
#include <QtGlobal>

namespace waferglow::gui {
namespace {

[[maybe_unused]] constexpr const char* kTaskNames[] = {
    QT_TRANSLATE_NOOP("Tasks", "Opening the file"),
    QT_TRANSLATE_NOOP("Tasks", "Preparing the picture of the module"),
    QT_TRANSLATE_NOOP("Tasks", "Reading a layer"),
    QT_TRANSLATE_NOOP("Tasks", "Collecting the selected dies"),
    QT_TRANSLATE_NOOP("Tasks", "Reading what the bins are made of"),
    QT_TRANSLATE_NOOP("Tasks", "Saving the bins"),
    QT_TRANSLATE_NOOP("Tasks", "Reading the other wafer"),
    QT_TRANSLATE_NOOP("Tasks", "Stacking wafers"),
    QT_TRANSLATE_NOOP("Tasks", "Loading EL data"),
    QT_TRANSLATE_NOOP("Tasks", "Comparing PL with EL"),
    QT_TRANSLATE_NOOP("Tasks", "Learning from EL"),
    QT_TRANSLATE_NOOP("Tasks", "Applying what was learnt"),
    QT_TRANSLATE_NOOP("Tasks", "Collecting the selected dies"),
    QT_TRANSLATE_NOOP("Tasks", "Reading what the bins are made of"),
    QT_TRANSLATE_NOOP("Tasks", "Saving the bins"),
    QT_TRANSLATE_NOOP("Tasks", "Reading the other wafer"),
    QT_TRANSLATE_NOOP("Tasks", "Stacking wafers"),
    QT_TRANSLATE_NOOP("Tasks", "Reading pictures of dies"),
    QT_TRANSLATE_NOOP("Tasks", "Changing the class of a defect"),
    QT_TRANSLATE_NOOP("Tasks", "Storing the comparison"),
    QT_TRANSLATE_NOOP("Tasks", "Writing the report"),
    QT_TRANSLATE_NOOP("Tasks", "Signing off"),
    QT_TRANSLATE_NOOP("Tasks", "Applying the recipe"),
    QT_TRANSLATE_NOOP("Tasks", "Recipe file"),
};

}  // namespace
}  // namespace waferglow::gui
