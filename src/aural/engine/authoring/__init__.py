"""The rules of writing an interview and of inviting people to it."""
