// Voting: the way to a booth, and a filled ballot.

export async function openBooth() {
    throw new Error("not written yet");
}
export async function fillBallot() {
    throw new Error("not written yet");
}
