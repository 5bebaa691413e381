// Words of views/provenance.js.

export const provenance = {
  en: {
    provenance: "Where this comes from",
    provenanceIntro: "Enough to make the same results again.",
    file: "Results file",
    covers: "Period simulated",
    seed: "Seed, replicate",
    program: "Program that ran",
    reportProgram: "Program that wrote this page",
    again: "To repeat the run",
    scenarioHash: "SHA-256 of the scenario",
    days: (from, to, days) => `${from} to ${to} (${days} days)`,
    figuresNote: "Amounts were rounded to five digits to keep this page small; the results file has them in full.",
  },
  zh: {
    provenance: "数据来源",
    provenanceIntro: "足以重现同样的结果。",
    file: "结果文件",
    covers: "模拟时段",
    seed: "随机种子，重复号",
    program: "运行程序",
    reportProgram: "生成本页的程序",
    again: "重复运行",
    scenarioHash: "情景的 SHA-256",
    days: (from, to, days) => `${from} 至 ${to}（${days} 天）`,
    figuresNote: "为减小本页大小，数量保留五位有效数字；结果文件中为完整数值。",
  },
};
