import type { Reporter, TestCase } from 'vitest/node'

/** What the gate finds the names by. */
export const SECOND_TRY = 'At a second try: '

/** Says which tests passed only when they were tried again, so that none hides. */
export class SecondTries implements Reporter {
  onTestCaseResult(testCase: TestCase): void {
    if (testCase.diagnostic()?.flaky === true)
      console.log(`${SECOND_TRY}${testCase.module.relativeModuleId} > ${testCase.fullName}`)
  }
}
