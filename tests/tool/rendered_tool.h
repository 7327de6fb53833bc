// SPDX-License-Identifier: GPL-3.0-or-later
// A fake tool that looks at a virtual wafer of some hundred dies, and the recipe to scan it.
#pragma once

#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/recipe/recipe.h"
#include "tests/tool/fake_tool.h"

namespace waferglow::test {

/// Same place and light, same pixels.
class RenderedTool : public FakeTool {
  public:
    RenderedTool();
    [[nodiscard]] const Recipe& recipe() const { return recipe_; }

  private:
    void render(StagePoint at, double power_mw, Image& image) const;
    [[nodiscard]] Image rendered(StagePoint at, double power_mw) const;

    simulated::SimulatedRecording recording_;
    simulated::TileRenderer renderer_;
    simulated::Sensor sensor_;
    Recipe recipe_;
};

}  // namespace waferglow::test
